/** Days as text, YYYY-MM-DD, which also sorts them (backend/zhifa/benchmarks/days.py). */
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/

const lastOf = (year: number, month: number) => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** The value if it is a day that there is, else null. */
export function day(value: string | null | undefined): string | null {
  if (value == null || !DAY.test(value)) return null
  const [year = 0, month = 0, number = 0] = value.split('-').map(Number)
  return year >= 1 && number >= 1 && number <= lastOf(year, month) ? value : null
}

/** So many calendar months earlier; where that month is shorter, its last day. */
export function monthsBefore(value: string, months: number): string {
  const [year = 0, month = 0, number = 0] = value.split('-').map(Number)
  const all = year * 12 + month - 1 - months
  const then = Math.floor(all / 12)
  const monthThen = all - then * 12 + 1
  const pad = (part: number, length: number) => String(part).padStart(length, '0')
  return `${pad(then, 4)}-${pad(monthThen, 2)}-${pad(Math.min(number, lastOf(then, monthThen)), 2)}`
}
