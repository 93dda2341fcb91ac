import { Locator } from '@officer/capture/position.ts'
import { expect, test, vi } from 'vitest'

const NOW = Date.parse('2026-11-23T08:00:00Z')
type Success = (fix: GeolocationPosition) => void
type Failure = (error: GeolocationPositionError) => void

function fix(timestamp: number) {
  return { coords: { latitude: 34.83021, longitude: 111.21998, accuracy: 12.34 }, timestamp } as GeolocationPosition
}

function sky(ask: (success: Success, failure: Failure) => void) {
  return {
    getCurrentPosition: vi.fn(ask),
    watchPosition: vi.fn(() => 1),
    clearWatch: vi.fn(),
  } as unknown as Geolocation
}

test('a fix is told in WGS-84 with its own time', async () => {
  const locator = new Locator(sky((success) => success(fix(NOW))), () => NOW)
  const { pos } = await locator.here()
  expect(pos).toMatchObject({ lat: 34.83021, lon: 111.21998, acc: 12.3, crs: 'WGS84' })
  expect(Date.parse(pos?.at ?? '')).toBe(NOW)
})

test('a fix of the last thirty seconds is used again, an older one is not', async () => {
  let now = NOW
  const heaven = sky((success) => success(fix(now)))
  const locator = new Locator(heaven, () => now)
  await locator.here()
  now += 30_000
  await locator.here()
  expect(heaven.getCurrentPosition).toHaveBeenCalledTimes(1)
  now += 1
  await locator.here()
  expect(heaven.getCurrentPosition).toHaveBeenCalledTimes(2)
})

test('a refusal is told as such and not asked for again', async () => {
  const heaven = sky((_, failure) => failure({ code: 1 } as GeolocationPositionError))
  const locator = new Locator(heaven, () => NOW)
  expect(await locator.here()).toEqual({ pos: null, pos_error: 'denied' })
  expect(await locator.here()).toEqual({ pos: null, pos_error: 'denied' })
  expect(heaven.getCurrentPosition).toHaveBeenCalledTimes(1)
})

test('a sky that never answers holds nobody up', async () => {
  const locator = new Locator(sky(() => undefined), () => NOW)
  expect(await locator.here(20)).toEqual({ pos: null, pos_error: 'timeout' })
})

test('a phone without positions says so', async () => {
  expect(await new Locator(undefined).here()).toEqual({ pos: null, pos_error: 'unsupported' })
})
