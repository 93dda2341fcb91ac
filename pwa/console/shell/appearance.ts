import { ref, watch } from 'vue'

const key = 'zhifa-console-appearance'
type Theme = 'system' | 'light' | 'dark'

interface Appearance {
  theme: Theme
  large: boolean
}

function remembered(): Appearance {
  try {
    const { theme, large } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Appearance>
    return { theme: theme ?? 'system', large: large === true }
  } catch {
    return { theme: 'system', large: false }
  }
}

const appearance = ref(remembered())

function apply({ theme, large }: Appearance): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  if (large) root.dataset['type'] = 'large'
  else delete root.dataset['type']
}

watch(
  appearance,
  (now) => {
    apply(now)
    localStorage.setItem(key, JSON.stringify(now))
  },
  { deep: true, immediate: true },
)

/** How the page looks on this computer: scheme and type size, remembered here only. */
export function useAppearance() {
  return appearance
}
