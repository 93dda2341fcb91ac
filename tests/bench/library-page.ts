/** What library.cjs runs in the browser. */
import MiniSearch from 'minisearch'
import { folded, wordsOf } from '../../pwa/officer/library/folding.ts'
import { readIndexFile } from '../../pwa/officer/library/postings.ts'
import { SearchIndex } from '../../pwa/officer/library/searching.ts'

const SHOWN = 40
let files: ArrayBuffer[] = []
let queries: string[] = []
let index: SearchIndex
let rival: MiniSearch
let texts: { code: string; title: string; body: string }[] = []

export async function fetchAll(): Promise<void> {
  const told = await (await fetch('/asked.json')).json()
  queries = told.queries
  files = await Promise.all(told.files.map(async (name: string) => (await fetch(`/${name}`)).arrayBuffer()))
  texts = files.map(readIndexFile).flatMap(({ codes, titles, bodies }) =>
    codes.map((code, row) => ({ code, title: folded(`${titles[row]}\n${code}`), body: folded(bodies[row] ?? '') })),
  )
}

/** Milliseconds. */
export function buildRival(): number {
  const began = performance.now()
  rival = new MiniSearch({ idField: 'code', fields: ['title', 'body'], tokenize: pairsOf, processTerm: (term) => term })
  rival.addAll(texts)
  return performance.now() - began
}

export function load(): number {
  const began = performance.now()
  index = new SearchIndex(files.map(readIndexFile))
  return performance.now() - began
}

export function compare() {
  const spent = { ours: [] as number[], scan: [] as number[], rival: [] as number[] }
  const differing: string[] = []
  for (const query of queries.slice(0, 20)) index.search(query, { limit: SHOWN })
  for (const query of queries) {
    timed(spent.ours, () => index.search(query, { limit: SHOWN }))
    const scanned = timed(spent.scan, () => scan(query))
    const found = index.search(query, { limit: texts.length + 1 }).hits.map(({ code }) => code)
    if (found.toSorted().join() !== scanned.join()) differing.push(query)
    timed(spent.rival, () => rival.search(query, { combineWith: 'AND' }).slice(0, SHOWN))
  }
  return { ...spent, asked: queries.length, same: queries.length - differing.length, differing, shown: SHOWN }
}

/** Codes of all texts that have every word, in the order of codes. */
function scan(query: string): string[] {
  const words = wordsOf(query)
  const has = ({ title, body }: (typeof texts)[number]) =>
    words.every((word) => word.some((spelling) => title.includes(spelling) || body.includes(spelling)))
  return texts.filter(has).map(({ code }) => code)
}

/** The best of three runs, alike for all: a machine that does other things as well is not what is measured. */
function timed<T>(into: number[], work: () => T): T {
  const runs = [0, 1, 2].map(() => {
    const began = performance.now()
    const made = work()
    return { made, spent: performance.now() - began }
  })
  into.push(Math.min(...runs.map(({ spent }) => spent)))
  return (runs[0] as { made: T }).made
}

function pairsOf(text: string): string[] {
  return folded(text)
    .split(/\s+/)
    .flatMap((run) => Array.from({ length: Math.max(run.length - 1, 0) }, (_, at) => run.slice(at, at + 2)))
}
