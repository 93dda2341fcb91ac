/** Ascending lists of rows, and what they have in common. */
export type Rows = Uint32Array

export const NO_ROWS: Rows = new Uint32Array(0)

/** What all lists have; the shortest leads. No list at all has nothing. */
export function common(lists: readonly Rows[]): Rows {
  const [shortest, ...others] = lists.toSorted((a, b) => a.length - b.length)
  return others.reduce((kept, list) => (kept.length === 0 ? kept : both(kept, list)), shortest ?? NO_ROWS)
}

/** Those of a list that all others have, too. */
export function within(kept: Rows, lists: readonly Rows[]): Rows {
  return lists.reduce(both, kept)
}

function both(few: Rows, many: Rows): Rows {
  const kept = new Uint32Array(few.length)
  let size = 0
  let at = 0
  for (const row of few) {
    at = placeOf(many, row, at)
    if (at === many.length) break
    if (many[at] === row) kept[size++] = row
  }
  return kept.subarray(0, size)
}

/** The first place from `from` whose row is not less: in growing strides, then by halves. */
function placeOf(rows: Rows, row: number, from: number): number {
  let stride = 1
  let low = from
  while (low + stride < rows.length && (rows[low + stride] as number) < row) {
    low += stride
    stride *= 2
  }
  let high = Math.min(low + stride, rows.length)
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low
}

/** What any of the lists has. */
export function either(lists: readonly Rows[]): Rows {
  const [first, ...others] = lists.filter((list) => list.length > 0)
  return others.reduce(merged, first ?? NO_ROWS)
}

function merged(a: Rows, b: Rows): Rows {
  const all = new Uint32Array(a.length + b.length)
  let size = 0
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const left = i < a.length ? (a[i] as number) : Number.POSITIVE_INFINITY
    const right = j < b.length ? (b[j] as number) : Number.POSITIVE_INFINITY
    all[size++] = Math.min(left, right)
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return all.subarray(0, size)
}
