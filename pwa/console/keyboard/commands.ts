import { onBeforeUnmount, onMounted } from 'vue'
import { type Command, commandOf, step, takesLetters } from './map'

/** Runs a screen's handlers on its keys, while no dialog is open and nothing is being typed. */
export function useCommands(handlers: Partial<Record<Command, () => void>>): void {
  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return
    if (event.target instanceof HTMLElement && takesLetters(event.target as HTMLInputElement)) return
    const command = commandOf(event)
    const handler = command && handlers[command]
    if (!handler) return
    event.preventDefault()
    handler()
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey))
}

/** Esc in a field that takes letters leaves it for the page, where letters are commands again. */
export function useLeaving(leave: () => void): void {
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || document.querySelector('dialog[open]')) return
    if (event.target instanceof HTMLElement && takesLetters(event.target as HTMLInputElement)) leave()
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey))
}

/** The id of the row that has the focus, or in which something has it. */
export function focusedRow(): string | null {
  const row = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]')
  return row?.dataset['id'] ?? null
}

/** Puts the focus on the first element that a selector names. */
export function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}

/** Moves the focus among the elements that a selector names, in the order of the page. */
export function moveFocus(selector: string, command: 'next' | 'previous'): void {
  const rows = [...document.querySelectorAll<HTMLElement>(selector)]
  const current = rows.indexOf(document.activeElement as HTMLElement)
  const target = rows[step(current, rows.length, command)]
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
}
