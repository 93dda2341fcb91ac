/** Amounts in whole numbers: millionths while reckoning, fen at the end. No float ever holds money. */
import type { Facts, Money, Range } from './types.ts'

const NUMBER = /^(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$/
const ONE = 1_000_000n

/** Yuan in fen, rounded inwards, so that no end lies outside what the law allows. */
export interface Span {
  low: bigint
  high: bigint
  lowInclusive: boolean
  highInclusive: boolean
}

/** Millionths, or null where the text is no plain number. */
export function number(value: string | null | undefined): bigint | null {
  if (value == null || !NUMBER.test(value)) return null
  const [whole = '0', part = ''] = value.split('.')
  return BigInt(whole) * ONE + BigInt(part.padEnd(6, '0'))
}

/** The range in yuan, or null while the value or number that it is counted by is unknown. */
export function span(range: Range, facts: Facts, daily?: string | null): Span | null {
  const factor = range.of == null ? ONE : number(facts[range.of])
  const days = daily == null ? ONE : number(facts[daily])
  if (factor === null || days === null) return null
  const hundredths = range.of != null && range.unit === 'percent' ? 100n : 1n
  const parts = ONE * ONE * ONE * hundredths
  const low = (number(range.min) ?? 0n) * factor * days * 100n
  const high = (number(range.max) ?? 0n) * factor * days * 100n
  const most = high / parts
  const up = low % parts === 0n ? low / parts : low / parts + 1n
  // Narrower than a fen: its lower fen. The wrong way round: it stays so, for all to see.
  const least = low <= high && up > most ? most : up
  return {
    low: least,
    high: most,
    lowInclusive: (range.min_inclusive ?? true) || least * parts !== low,
    highInclusive: (range.max_inclusive ?? true) || most * parts !== high,
  }
}

/** The facts that `span` lacks. */
export function needed(range: Range, facts: Facts, daily?: string | null): string[] {
  return [range.of, daily].filter((fact): fact is string => fact != null && number(facts[fact]) === null)
}

/** What both allow, or null: the hard stop at the statutory band. */
export function within(inner: Span, outer: Span): Span | null {
  let { low, high } = outer
  if (inner.low > low) low = inner.low
  if (inner.high < high) high = inner.high
  const both = {
    low,
    high,
    lowInclusive: [inner, outer].every((each) => each.low < low || each.lowInclusive),
    highInclusive: [inner, outer].every((each) => each.high > high || each.highInclusive),
  }
  const empty = low > high || (low === high && !(both.lowInclusive && both.highInclusive))
  return empty ? null : both
}

export function same(one: Span | null, other: Span | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.low === other.low &&
    one.high === other.high &&
    one.lowInclusive === other.lowInclusive &&
    one.highInclusive === other.highInclusive
  )
}

/** Fen as yuan without trailing zeros: 65000, 0.5. */
export function plain(fen: bigint): string {
  const part = (fen % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return `${fen / 100n}${part === '' ? '' : `.${part}`}`
}

/** The inverse of `plain`, of any size. */
export function fenOf(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'))
}

export function wire(money: Span | null): Money | null {
  if (money === null) return null
  return {
    min: plain(money.low),
    max: plain(money.high),
    min_inclusive: money.lowInclusive,
    max_inclusive: money.highInclusive,
  }
}
