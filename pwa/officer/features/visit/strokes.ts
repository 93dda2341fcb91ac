/**
 * A handwritten signature as movements: each stroke is `[x, y, t, x, y, t, …]`,
 * pixels of the canvas and milliseconds since the first touch. Movements and
 * their times say more about who wrote than a picture does
 * (电子签名法 arts. 5, 13: what makes a signature reliable is its trace).
 */

export type Stroke = number[]

const DECIMALS = 10
/** An entry holds 64 KiB; this leaves room for everything else it says. */
const MAX_POINTS = 2200
/** A slip of the finger is not a signature. */
const MIN_POINTS = 3

/** Collects the movements of one signature. */
export class StrokeRecorder {
  private readonly strokes: Stroke[] = []
  private current: Stroke | null = null
  private startedAt: number | null = null

  begin(x: number, y: number, now: number): void {
    this.startedAt ??= now
    this.current = []
    this.strokes.push(this.current)
    this.extend(x, y, now)
  }

  extend(x: number, y: number, now: number): void {
    if (!this.current || this.startedAt === null) return
    this.current.push(tenth(x), tenth(y), Math.max(0, Math.round(now - this.startedAt)))
  }

  end(): void {
    this.current = null
  }

  clear(): void {
    this.strokes.length = 0
    this.current = null
    this.startedAt = null
  }

  /** The strokes so far, thinned to fit an entry. */
  taken(): Stroke[] {
    return fitting(this.strokes)
  }
}

const tenth = (value: number) => Math.round(value * DECIMALS) / DECIMALS

/** How many points the strokes hold. */
export function pointCount(strokes: readonly Stroke[]): number {
  return strokes.reduce((count, stroke) => count + Math.floor(stroke.length / 3), 0)
}

/** Whether there is enough ink to be called a signature. */
export function isSignature(strokes: readonly Stroke[]): boolean {
  return pointCount(strokes) >= MIN_POINTS
}

/** Every n-th point where there are too many; the ends of each stroke are kept. */
export function fitting(strokes: readonly Stroke[], limit = MAX_POINTS): Stroke[] {
  const every = Math.ceil(pointCount(strokes) / limit)
  if (every <= 1) return strokes.map((stroke) => [...stroke])
  return strokes.map((stroke) => thinned(stroke, every))
}

function thinned(stroke: Stroke, every: number): Stroke {
  const last = stroke.length / 3 - 1
  const kept: Stroke = []
  for (let point = 0; point <= last; point += 1) {
    if (point % every === 0 || point === last) kept.push(...stroke.slice(point * 3, point * 3 + 3))
  }
  return kept
}
