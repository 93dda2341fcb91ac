import { fitting, isSignature, pointCount, StrokeRecorder } from '@officer/features/visit/strokes.ts'
import { expect, test } from 'vitest'

test('movements become flattened triples with time since the first touch', () => {
  const recorder = new StrokeRecorder()
  recorder.begin(1.04, 2, 1000)
  recorder.extend(3, 4.26, 1016)
  recorder.end()
  recorder.begin(5, 6, 1500)
  expect(recorder.taken()).toEqual([
    [1, 2, 0, 3, 4.3, 16],
    [5, 6, 500],
  ])
})

test('a movement without a touch is no ink', () => {
  const recorder = new StrokeRecorder()
  recorder.extend(1, 1, 0)
  expect(isSignature(recorder.taken())).toBe(false)
})

test('cleared strokes are gone and time starts again', () => {
  const recorder = new StrokeRecorder()
  recorder.begin(1, 1, 100)
  recorder.clear()
  recorder.begin(2, 2, 900)
  expect(recorder.taken()).toEqual([[2, 2, 0]])
})

test('a very long signature is thinned, its ends kept', () => {
  const long = Array.from({ length: 10_000 }, (_, n) => [n, n, n]).flat()
  const [thin] = fitting([long])
  expect(pointCount([thin ?? []])).toBeLessThanOrEqual(2201)
  expect(thin?.slice(0, 3)).toEqual([0, 0, 0])
  expect(thin?.slice(-3)).toEqual([9999, 9999, 9999])
})
