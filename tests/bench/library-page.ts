/** What library.cjs runs in the browser. */
import MiniSearch from 'minisearch'
import { folded, wordsOf } from '../../pwa/officer/library/folding.ts'
import { readIndexFile } from '../../pwa/officer/library/postings.ts'
import { Searcher } from '../../pwa/officer/library/searcher.ts'
import { SearchIndex } from '../../pwa/officer/library/searching.ts'

const SHOWN = 40
const ROUNDS = 5
const RIVAL_ASKED = 5
/** What officers type, by kind. */
const kinds: [string, string[]][] = [
  ['two characters, frequent', ['违法', '食品', '经营', '规定', '安全', '未按', '许可', '环境', '管理', '条例']],
  ['two characters, rare or nowhere', ['骨灰', '渔船', '海洋', '烟花', '噪声', '游泳', '锅炉', '殡葬']],
  ['one character', ['食', '法', '第', '车', '证', '骨']],
  ['several words', ['经营 许可', '规定 安全', '未按规定 安全', '车辆 管理 擅自', '食品 标签']],
  ['law and article', ['食品安全法 第12', '食品安全法 第124条', '广告法 第5', '消防法 第三十条', '第五十条', '124条']],
]
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

/** Same hits as the plain scan? Not timed. */
export function compare(): { asked: number; differing: string[] } {
  const every = [...queries, ...kinds.flatMap(([, some]) => some)]
  const differing = every.filter((query) => {
    const found = index.search(query, { limit: texts.length + 1 }).hits.map(({ code }) => code)
    return found.toSorted().join() !== scan(query).join()
  })
  return { asked: every.length, differing }
}

/**
 * Milliseconds for each query, the best of several rounds that lie apart in time: another program that takes the
 * machine for a moment meets one round of a query, not all. The rivals answer every fifth query, in as many rounds.
 */
export function measure() {
  const some = queries.filter((_, at) => at % RIVAL_ASKED === 0)
  return {
    ours: rounds(queries, (query) => index.search(query, { limit: SHOWN })),
    scan: rounds(some, scan),
    rival: rounds(some, (query) => rival.search(query, { combineWith: 'AND' }).slice(0, SHOWN)),
    kinds: kinds.map(([name, asked]) => [name, rounds(asked, (query) => index.search(query, { limit: SHOWN }))]),
    shown: SHOWN,
    rounds: ROUNDS,
  }
}

/** From the question to the answer through a real worker, messages and all. */
export async function throughWorker(): Promise<{ round: number[]; inside: number[] }> {
  const searcher = new Searcher()
  await searcher.load(files.map((file) => file.slice(0)))
  const round: number[] = []
  const inside: number[] = []
  for (const query of [...queries, ...queries]) {
    const began = performance.now()
    await searcher.search(query, { limit: SHOWN })
    round.push(performance.now() - began)
    inside.push(searcher.spent)
  }
  searcher.end()
  return { round: round.slice(queries.length), inside: inside.slice(queries.length) }
}

/** Codes of all texts that have every word, in the order of codes. */
function scan(query: string): string[] {
  const words = wordsOf(query)
  const has = ({ title, body }: (typeof texts)[number]) =>
    words.every((word) => word.some((spelling) => title.includes(spelling) || body.includes(spelling)))
  return texts.filter(has).map(({ code }) => code)
}

function rounds(asked: readonly string[], work: (query: string) => unknown): number[] {
  const best = asked.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, query] of asked.entries()) {
      const began = performance.now()
      work(query)
      best[at] = Math.min(best[at] as number, performance.now() - began)
    }
  }
  return best
}

function pairsOf(text: string): string[] {
  return folded(text)
    .split(/\s+/)
    .flatMap((run) => Array.from({ length: Math.max(run.length - 1, 0) }, (_, at) => run.slice(at, at + 2)))
}
