/** A table of codes and words as the options of a choice, in the table's order. */
export function optionsOf<T extends string>(table: Record<string, string>): { value: T; word: string }[] {
  return Object.entries(table).map(([value, word]) => ({ value: value as T, word }))
}

/** Cut to what an entry's text may hold, so that nothing valid is refused for its length. */
export function within(text: string, limit: number): string {
  return [...text.replaceAll('\u0000', '').trim()].slice(0, limit).join('').trim()
}
