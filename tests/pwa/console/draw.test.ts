import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawAgain, listHash } from '../../../pwa/console/features/appraisal/recompute'

/** The same draw as the server's, from the vector that both read. */
const vector = JSON.parse(readFileSync(new URL('../../vectors/draw.json', import.meta.url), 'utf8'))

describe('a draw made again in the browser', () => {
  it('has the published hash of the list', async () => {
    expect(await listHash(vector.list)).toBe(vector.list_sha256)
  })
  it('draws the same records in the same order', async () => {
    expect(await drawAgain(vector.list, vector.seed, vector.size)).toEqual(vector.drawn)
  })
  it('draws others by another seed, and from a list with one line less', async () => {
    expect(await drawAgain(vector.list, `${vector.seed}0`, vector.size)).not.toEqual(vector.drawn)
    const shorter = vector.list.split('\n').slice(1).join('\n')
    expect(await listHash(shorter)).not.toBe(vector.list_sha256)
  })
})
