import { ref, watch } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

/** How this phone shows the application; for all accounts on it. */
export const theme = ref<Theme>(saved('theme') ?? 'system')
export const large = ref(saved('type') === 'large')

/** Put the choice on the page before anything is drawn, and again when it changes. */
export function applyAppearance(): void {
  watch([theme, large], put, { immediate: true })
}

function put(): void {
  const { dataset } = document.documentElement
  if (theme.value === 'system') delete dataset['theme']
  else dataset['theme'] = theme.value
  if (large.value) dataset['type'] = 'large'
  else delete dataset['type']
  localStorage.setItem('zhifa-theme', theme.value)
  localStorage.setItem('zhifa-type', large.value ? 'large' : 'normal')
}

function saved<T extends string>(name: string): T | null {
  return localStorage.getItem(`zhifa-${name}`) as T | null
}
