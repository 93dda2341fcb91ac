/** Texts put end to end, so that one call looks through all of them for a character that has no pair. */
export interface Texts {
  text: string
  /** Where each begins, and behind the last. */
  begins: Uint32Array
}

/** Nobody types it. */
const BETWEEN = '\u0000'

export function endToEnd(texts: readonly string[]): Texts {
  const begins = new Uint32Array(texts.length + 1)
  for (const [row, { length }] of texts.entries()) begins[row + 1] = (begins[row] as number) + length + 1
  return { text: texts.join(BETWEEN), begins }
}

/** Numbers of what has a character in any of several texts, ascending, found as they are asked for. */
export function* having(sign: string, among: readonly Texts[]): Generator<number> {
  const walks = among.map((texts) => walk(texts, sign))
  const next = walks.map(step)
  for (let row = Math.min(...next); row < END; row = Math.min(...next)) {
    yield row
    for (const [at, each] of walks.entries()) if (next[at] === row) next[at] = step(each)
  }
}

const END = Number.POSITIVE_INFINITY
const step = (walk: Generator<number>): number => walk.next().value ?? END

/** The numbers of the texts in which a character stands. */
function* walk({ text, begins }: Texts, sign: string): Generator<number> {
  let row = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, begins[row])) {
    row = rowAt(begins, at, row)
    yield row
    row += 1
    if (row >= begins.length - 1) return
  }
}

/** The last that begins at or before a place, from `low` on. */
function rowAt(begins: Uint32Array, place: number, low: number): number {
  let from = low
  let to = begins.length - 1
  while (to - from > 1) {
    const middle = (from + to) >> 1
    if ((begins[middle] as number) <= place) from = middle
    else to = middle
  }
  return from
}
