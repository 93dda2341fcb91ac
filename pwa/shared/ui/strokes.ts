/** One stroke, a flat list of triples x, y, t, as an SVG path; a single touch becomes a dot. */
export function strokePath(stroke: readonly number[]): string {
  const points: string[] = []
  for (let i = 0; i + 1 < stroke.length; i += 3) points.push(`${stroke[i]} ${stroke[i + 1]}`)
  const first = points[0]
  if (first === undefined) return ''
  return `M${first}L${points.length === 1 ? first : points.slice(1).join('L')}`
}
