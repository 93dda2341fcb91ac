import { folded, marked, wordsOf } from '@officer/library/folding.ts'
import { readIndexFile } from '@officer/library/postings.ts'
import { type Hit, SearchIndex, standsAlone } from '@officer/library/searching.ts'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Files as backend/zhifa/benchmarks/shards.py writes them; tests/benchmarks/test_shards.py holds them to it. */
const vectors = JSON.parse(readFileSync(new URL('../../vectors/library/index.json', import.meta.url), 'utf8')) as {
  index: string[]
  rows: [string, string][]
}
const files = vectors.index.map((hex) => readIndexFile(new Uint8Array(Buffer.from(hex, 'hex')).buffer))
const index = new SearchIndex(files)
const all: Hit[] = vectors.rows.map(([code]) => index.hit(code) as Hit)

/** What a person would do: read everything. */
function scan(query: string, field: string | null = null): string[] {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const title = ({ title, code }: Hit) => folded(`${title}\n${code}`)
  const inTitle = (hit: Hit) => words.every((word) => word.some((w) => title(hit).includes(w)))
  const anywhere = (hit: Hit) =>
    words.every((word) => word.some((w) => title(hit).includes(w) || folded(hit.body).includes(w)))
  const whole = (hit: Hit) => [folded(hit.title), folded(hit.code)].includes(folded(query).trim())
  const exact = (hit: Hit) =>
    words.every((word) => word.some((w) => standsAlone(title(hit), w) || standsAlone(folded(hit.body), w)))
  const rank = (hit: Hit) => Number(whole(hit)) * 4 + Number(inTitle(hit)) * 2 + Number(exact(hit))
  return all
    .filter((hit) => anywhere(hit) && (!field || hit.field === field))
    .sort((a, b) => rank(b) - rank(a) || (a.code < b.code ? -1 : 1))
    .map(({ code }) => code)
}

/** A random number that is the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function someQuery(next: () => number): string {
  const hit = all[Math.floor(next() * all.length)] as Hit
  const text = next() < 0.6 ? hit.title : next() < 0.8 ? hit.body : hit.code
  const from = Math.floor(next() * text.length)
  const piece = text.slice(from, from + 1 + Math.floor(next() ** 2 * 9)).replaceAll('\n', ' ')
  return next() < 0.25 ? `${piece} ${someQuery(next)}` : next() < 0.05 ? `${piece}啊` : piece
}

test('hits and their order are those of a plain scan', { timeout: 120_000 }, () => {
  const next = random(20261123)
  for (let round = 0; round < 1000; round += 1) {
    const query = someQuery(next)
    const field = next() < 0.2 ? '消防' : null
    const expected = scan(query, field)
    const limit = next() < 0.5 ? 10_000 : 7
    const { hits } = index.search(query, { limit, field })
    const found = hits.map(({ code }) => code)
    if (limit > 7) expect(found, query).toEqual(expected)
    else expect(found, query).toEqual(expected.slice(0, 7))
  }
})

test('an article is found in either numerals, the whole number first', () => {
  expect(wordsOf('食品安全法 第一百二十四条')).toEqual([['食品安全法'], ['第一百二十四条', '第124条']])
  expect(wordsOf('10条')).toEqual([['10条', '十条']])
  expect(wordsOf('第一百零五条')[0]).toContain('第105条')
  expect(wordsOf('第110条')[0]).toContain('第一百一十条')
  const { hits } = index.search('4条', { limit: 5 })
  const articles = hits.map(({ body }) => standsAlone(body, '4条'))
  expect(articles).toEqual(articles.toSorted((a, b) => Number(b) - Number(a)))
})

test('full-width and capital letters meet their plain forms, and marks stand where the words do', () => {
  expect(folded('AB,c D')).toBe('ab,c d')
  expect(index.search('l-', { limit: 3 }).hits).toHaveLength(3)
  expect(marked('未按规定公示收费', wordsOf('规定 公示'))).toEqual([
    { text: '未按', marked: false },
    { text: '规定公示', marked: true },
    { text: '收费', marked: false },
  ])
})

test('violations like a failing item are found by what they share', () => {
  const hit = all[20] as Hit
  expect(index.alike(`检查是否${hit.title.slice(3, 18)}`, { limit: 3 }).map(({ code }) => code)).toContain(hit.code)
  expect(index.alike('完全无关的文字', { limit: 3 })).toEqual([])
})

test('nothing typed and nothing loaded find nothing', () => {
  expect(index.search('  ', { limit: 9 })).toEqual({ hits: [], more: false })
  expect(new SearchIndex([]).search('食品', { limit: 9 }).hits).toEqual([])
})
