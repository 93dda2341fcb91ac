/** Posting lists as the server writes them (backend/zhifa/benchmarks/shards.py), joined into one index. */

/** What is searched of a stretch of the library. */
export interface IndexFile {
  codes: string[]
  fields: string[]
  titles: string[]
  bodies: string[]
  /** Codes of matters, apart by spaces. */
  matters: string[]
  marks: number[]
  /** All pairs of characters in one string. */
  pairs: string
  lists: Uint8Array
}

export function readIndexFile(bytes: ArrayBuffer): IndexFile {
  const length = new DataView(bytes).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)))
  return { ...head, lists: new Uint8Array(bytes, 4 + length) }
}

/** Ascending rows that have a pair in their title, or in their body. */
export interface Postings {
  titles(pair: string): Uint32Array
  bodies(pair: string): Uint32Array
}

const NONE = new Uint32Array(0)

/**
 * Joins the lists of all files. A file's rows follow those of the file before it, so lists are only put
 * end to end: first how long each will be, then the rows.
 */
export function joined(files: readonly IndexFile[]): Postings {
  const slots = new Map<string, number>()
  const places = files.map((file) => slotsOf(file, slots))
  const ends = new Uint32Array(slots.size * 2 + 1)
  for (const [at, file] of files.entries()) count(file.lists, places[at] ?? NONE, ends)
  for (let slot = 1; slot < ends.length; slot += 1) ends[slot] = (ends[slot] ?? 0) + (ends[slot - 1] ?? 0)
  const rows = new Uint32Array(ends.at(-1) ?? 0)
  const next = ends.slice()
  let base = 0
  for (const [at, file] of files.entries()) {
    fill(file.lists, places[at] ?? NONE, next, rows, base)
    base += file.codes.length
  }
  const list = (pair: string, which: 0 | 1) => {
    const slot = slots.get(pair)
    return slot === undefined ? NONE : rows.subarray(ends[slot * 2 + which], ends[slot * 2 + which + 1])
  }
  return { titles: (pair) => list(pair, 0), bodies: (pair) => list(pair, 1) }
}

function slotsOf({ pairs }: IndexFile, slots: Map<string, number>): Uint32Array {
  const found: number[] = []
  for (let at = 0; at < pairs.length; ) {
    const wide = widthAt(pairs, at)
    const pair = pairs.slice(at, at + wide + widthAt(pairs, at + wide))
    at += pair.length
    let slot = slots.get(pair)
    if (slot === undefined) {
      slot = slots.size
      slots.set(pair, slot)
    }
    found.push(slot)
  }
  return Uint32Array.from(found)
}

/** Characters beyond the basic plane are two places wide. */
function widthAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xd800 && code <= 0xdbff ? 2 : 1
}

/** Adds each list's length one place after its own, so that sums of what lies before are where lists begin. */
function count(bytes: Uint8Array, places: Uint32Array, ends: Uint32Array): void {
  let at = 0
  for (const slot of places) {
    for (let which = 1; which <= 2; which += 1) {
      let size = 0
      let shift = 0
      let byte = 0
      do {
        byte = bytes[at++] as number
        size |= (byte & 0x7f) << shift
        shift += 7
      } while (byte > 0x7f)
      ends[slot * 2 + which] = (ends[slot * 2 + which] as number) + size
      for (let left = size; left > 0; ) if ((bytes[at++] as number) < 0x80) left -= 1
    }
  }
}

function fill(
  bytes: Uint8Array,
  places: Uint32Array,
  next: Uint32Array,
  rows: Uint32Array,
  base: number,
): void {
  let at = 0
  const read = () => {
    let value = 0
    let shift = 0
    let byte = 0
    do {
      byte = bytes[at++] as number
      value |= (byte & 0x7f) << shift
      shift += 7
    } while (byte > 0x7f)
    return value
  }
  for (const slot of places) {
    for (let which = 0; which < 2; which += 1) {
      let to = next[slot * 2 + which] as number
      let row = base
      for (let left = read(); left > 0; left -= 1) {
        row += read()
        rows[to++] = row
      }
      next[slot * 2 + which] = to
    }
  }
}
