import { encode, type QrCodeGenerateResult } from 'uqr'

/** The squares of the code: level M, with the quiet zone of four that scanners ask for. */
export function drawn(url: string): QrCodeGenerateResult {
  return encode(url, { ecc: 'M', border: 4 })
}

/** One path for all dark squares, a stretch of them at a time. */
export function pathOf({ data }: Pick<QrCodeGenerateResult, 'data'>): string {
  return data
    .flatMap((line, y) => stretches(line).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
    .join('')
}

function stretches(line: readonly boolean[]): [number, number][] {
  const found: [number, number][] = []
  for (const [x, dark] of line.entries()) {
    const last = found.at(-1)
    if (dark && last && last[0] + last[1] === x) last[1] += 1
    else if (dark) found.push([x, 1])
  }
  return found
}
