/**
 * The conditions in which the procedure is written: plain data over a folded record.
 *
 * A path names values (`presented.certificates`), flattened through every list on its way; inside of `each`,
 * paths that begin with `it.` start at the element. What is not there names nothing.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  /** The path names no value but null and blank text. */
  | { empty: [string] }
  /** Fewer different values than so many. */
  | { fewer: [string, number] }
  /** One of the values is one of these. */
  | { is: [string, ...Scalar[]] }
  /** One of the values begins with one of these. */
  | { starts: [string, ...string[]] }
  /** One of the first path's values is named by one of the other paths, too. */
  | { among: [string, ...string[]] }
  /** The latest moment of the first path is after the latest of the second. */
  | { later: [string, string] }
  /** The earliest moment of the first path is after the earliest of all the others. */
  | { began: [string, ...string[]] }

type Scalar = string | number | boolean | null
type Thing = { [name: string]: unknown }
export interface Scope {
  all: Thing
  it?: Thing
}

export function holds(condition: Condition, scope: Scope): boolean {
  if ('all' in condition) return condition.all.every((each) => holds(each, scope))
  if ('any' in condition) return condition.any.some((each) => holds(each, scope))
  if ('not' in condition) return !holds(condition.not, scope)
  if ('empty' in condition) return named(condition.empty[0], scope).every(isBlank)
  if ('fewer' in condition) return new Set(named(condition.fewer[0], scope)).size < condition.fewer[1]
  return compares(condition, scope)
}

type Comparison = Extract<
  Condition,
  { is: unknown } | { starts: unknown } | { among: unknown } | { later: unknown } | { began: unknown }
>

function compares(condition: Comparison, scope: Scope): boolean {
  if ('is' in condition) {
    const [path, ...wanted] = condition.is
    return named(path, scope).some((value) => wanted.includes(value as Scalar))
  }
  if ('starts' in condition) {
    const [path, ...heads] = condition.starts
    return named(path, scope).some((value) => heads.some((head) => String(value).startsWith(head)))
  }
  if ('among' in condition) {
    const [path, ...others] = condition.among
    const there = new Set(others.flatMap((other) => named(other, scope)))
    return named(path, scope).some((value) => there.has(value))
  }
  if ('later' in condition) {
    const [one, other] = condition.later.map((path) => moments(path, scope)) as [number[], number[]]
    return one.length > 0 && other.length > 0 && Math.max(...one) > Math.max(...other)
  }
  const [first, ...others] = condition.began
  const begun = others.flatMap((path) => moments(path, scope))
  const done = moments(first, scope)
  return done.length > 0 && begun.length > 0 && Math.min(...done) > Math.min(...begun)
}

/** Everything that a path names. */
export function named(path: string, scope: Scope): unknown[] {
  const steps = path.split('.')
  let found: unknown[] = [scope.all]
  if (steps[0] === 'it') {
    steps.shift()
    found = [scope.it]
  }
  for (const step of steps) {
    found = found.flat().flatMap((thing) => {
      const value = (thing as Thing | null | undefined)?.[step]
      return value === undefined || value === null ? [] : [value]
    })
  }
  return found.flat()
}

function moments(path: string, scope: Scope): number[] {
  return named(path, scope).map((value) => Date.parse(String(value)))
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}
