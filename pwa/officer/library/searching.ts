/**
 * Search over the shipped index: every word must stand in the title (violation, code) or in the body (law and
 * article, authority). What is found is exactly what a plain scan of all texts would find; the pairs only say
 * where to look. Those with all words in the title come first, and among them whole titles, then whole numbers
 * and names ("24条" is 第24条 before 第124条), each in the order of codes.
 */
import { folded, type Word, wordsOf } from './folding.ts'
import { common, either, type Rows, within } from './lists.ts'
import { type IndexFile, joined, type Postings } from './postings.ts'
import { endToEnd, having, type Texts } from './texts.ts'

export interface Hit {
  code: string
  field: string
  title: string
  /** Law and article on each line, then the authority. */
  body: string
  /** Codes of the matters in whose checks it comes up. */
  matters: string
  demo: boolean
}

export interface Found {
  hits: Hit[]
  /** There may be more than were asked for. */
  more: boolean
}

export interface Asking {
  limit: number
  /** Only this field. */
  field?: string | null
}

/** What a failing item says of itself beside its words. */
export interface Likeness extends Asking {
  /** Those of this matter before those of the field. */
  matter?: string | null
  /** The article that was not kept to, as the checklist cites it. */
  basis?: string | null
}

/** From what likeness a violation is worth showing, and what citing the same article adds to it. */
const LIKELY = 0.25
const CITED = 0.5
const MOST_CITED = 200

type Where = 'titles' | 'bodies'

/** So few rows are sooner read than looked up in further lists. */
const FEW = 200

export class SearchIndex {
  private readonly postings: Postings
  private readonly hits: Hit[]
  /** How long title and code are, so that whole ones are found without reading all. */
  private readonly lengths: Record<'title' | 'code', Uint16Array>
  /** Folded, for looking. */
  private readonly texts: Record<Where, string[]>
  /** Those whose violation or code is a single character. */
  private readonly single: Rows
  /** The same end to end, for single characters. */
  private readonly whole: Record<Where, Texts>

  constructor(files: readonly IndexFile[]) {
    this.postings = joined(files)
    this.hits = files.flatMap(hitsOf)
    const lengths = (part: 'title' | 'code') => Uint16Array.from(this.hits, (hit) => hit[part].length)
    this.lengths = { title: lengths('title'), code: lengths('code') }
    this.single = Uint32Array.from([...this.hits.keys()].filter((row) => this.isSingle(row)))
    const titles = this.hits.map(({ title, code }) => folded(`${title}\n${code}`))
    this.texts = { titles, bodies: this.hits.map(({ body }) => folded(body)) }
    this.whole = { titles: endToEnd(this.texts.titles), bodies: endToEnd(this.texts.bodies) }
  }

  get size(): number {
    return this.hits.length
  }

  search(query: string, { limit, field }: Asking): Found {
    const words = wordsOf(query)
    if (words.length === 0) return { hits: [], more: false }
    const wanted = (row: number) => !field || this.hits[row]?.field === field
    const inTitle = (row: number) => words.every((word) => this.stands(word, 'titles', row))
    const anywhere = (row: number) =>
      words.every((word) => this.stands(word, 'titles', row) || this.stands(word, 'bodies', row))
    const first = this.candidates(words, ['titles'])
    const rows = this.wholly(first, query).filter((row) => wanted(row))
    const known = new Set(rows)
    const exact = (row: number) => this.exact(words, row)
    take(first, (row) => !known.has(row) && wanted(row) && inTitle(row), exact, limit, rows)
    if (rows.length < limit) {
      const rest = this.candidates(words, ['titles', 'bodies'])
      take(rest, (row) => wanted(row) && anywhere(row) && !inTitle(row), exact, limit, rows)
    }
    return { hits: rows.map((row) => this.hits[row] as Hit), more: rows.length >= limit }
  }

  /** The row of a code: rows lie in the order of codes. */
  hit(code: string): Hit | null {
    return this.hits[this.rowOf(code)] ?? null
  }

  rowOf(code: string): number {
    let low = 0
    let high = this.hits.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.hits[middle]?.code ?? '') < code) low = middle + 1
      else high = middle
    }
    return this.hits[low]?.code === code ? low : -1
  }

  /**
   * Violations that are most like a text: by the pairs that they share, the rarer the more, and by the article that
   * both cite. Those of the matter come first; those of the field are taken only where the matter has none.
   */
  alike(text: string, { limit, field, matter, basis }: Likeness): Hit[] {
    const scores = this.likeness(text)
    for (const hit of basis ? this.search(basis, { limit: MOST_CITED }).hits : []) {
      const row = this.rowOf(hit.code)
      scores[row] = (scores[row] as number) + CITED
    }
    const likely = [...scores.keys()].filter((row) => (scores[row] as number) >= LIKELY)
    const of = (fits: (hit: Hit) => boolean) => likely.filter((row) => fits(this.hits[row] as Hit))
    const own = matter ? of((hit) => hit.matters.split(' ').includes(matter)) : []
    const rows = own.length > 0 ? own : of((hit) => !field || hit.field === field)
    rows.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
    return rows.slice(0, limit).map((row) => this.hits[row] as Hit)
  }

  /** What part of a text's pairs each title has, the rarer ones weighing more. */
  private likeness(text: string): Float32Array {
    const scores = new Float32Array(this.hits.length)
    const lists = [...new Set(pairsOf(folded(text)))].map((pair) => this.postings.titles(pair))
    const worth = (rows: Rows) => (rows.length === 0 ? 0 : Math.log(1 + this.hits.length / rows.length))
    const whole = lists.reduce((sum, rows) => sum + worth(rows), 0) || 1
    for (const rows of lists) {
      const share = worth(rows) / whole
      for (const row of rows) scores[row] = (scores[row] as number) + share
    }
    return scores
  }

  private stands(word: Word, where: Where, row: number): boolean {
    const text = this.texts[where][row] as string
    return word.some((spelling) => text.includes(spelling))
  }

  /** Rows, ascending, that may have every word: those of the rarest word, while they are many those of the others too. */
  private candidates(words: readonly Word[], wheres: readonly Where[]): Iterable<number> {
    const looked = words
      .map((word) => this.listsOf(word, wheres))
      .filter((ways) => ways.length > 0)
      .toSorted((a, b) => atMost(a) - atMost(b))
    const [rarest, ...others] = looked
    if (!rarest)
      return having(
        words[0]?.[0] ?? '',
        wheres.map((where) => this.whole[where]),
      )
    return others.reduce(
      (kept, ways) => (kept.length <= FEW ? kept : either(ways.map((lists) => within(kept, lists)))),
      either(rarest.map(common)),
    )
  }

  /** For each way to write a word and each place, the lists of its pairs; none for a single character. */
  private listsOf(word: Word, wheres: readonly Where[]): Rows[][] {
    const pairs = word.map(pairsOf)
    if (pairs.some((each) => each.length === 0)) return []
    return pairs.flatMap((each) => wheres.map((where) => each.map((pair) => this.postings[where](pair))))
  }

  /** Those whose whole violation or code is what was typed. */
  private wholly(among: Iterable<number>, query: string): number[] {
    const typed = folded(query).trim()
    const { title: titles, code: codes } = this.lengths
    const fits = (row: number) => {
      if (titles[row] !== typed.length && codes[row] !== typed.length) return false
      const { title, code } = this.hits[row] as Hit
      return folded(title) === typed || folded(code) === typed
    }
    return [...(among instanceof Uint32Array ? among : this.single).filter(fits)]
  }

  private isSingle(row: number): boolean {
    return this.lengths.title[row] === 1 || this.lengths.code[row] === 1
  }

  private exact(words: readonly Word[], row: number): boolean {
    const texts = [this.texts.titles[row] as string, this.texts.bodies[row] as string]
    return words.every((word) => word.some((spelling) => texts.some((text) => standsAlone(text, spelling))))
  }
}

/** Puts those that fit behind what is there, exact ones first, until there are enough. */
function take(
  rows: Iterable<number>,
  fits: (row: number) => boolean,
  exact: (row: number) => boolean,
  limit: number,
  into: number[],
): void {
  const partial: number[] = []
  for (const row of rows) {
    if (into.length >= limit) return
    if (!fits(row)) continue
    if (exact(row)) into.push(row)
    else if (partial.length < limit) partial.push(row)
  }
  for (const row of partial) if (into.length < limit) into.push(row)
}

/** No more rows than this can have a word: the shortest list of each way to write it. */
function atMost(ways: readonly Rows[][]): number {
  return ways.reduce((sum, lists) => sum + Math.min(...lists.map(({ length }) => length)), 0)
}

const NUMERAL = /[0-9零〇一二三四五六七八九十百千]/
/** 124 or 124条, but not 一般. */
const NUMBER = /^[0-9零〇一二三四五六七八九十百千]+([条款项]|$)/
/** A law's name, but not the word 规定 by itself. */
const NAME = /.{2}(法|条例|规定|办法)$/

/** Whether a word stands somewhere as a whole number, or a law's name as the whole name. */
export function standsAlone(text: string, word: string): boolean {
  const number = NUMBER.test(word)
  const name = NAME.test(word)
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const cut = number && NUMERAL.test(text[at - 1] ?? '')
    const longer = name && /[^\s]/.test(text[at + word.length] ?? '')
    if (!cut && !longer) return true
  }
  return false
}

/** The pairs of a text, white space apart; by characters, as the server counts them. */
function pairsOf(text: string): string[] {
  const signs = [...text]
  return signs.flatMap((sign, at) => {
    const next = signs[at + 1]
    return next === undefined || /\s/.test(sign) || /\s/.test(next) ? [] : [sign + next]
  })
}

function hitsOf(file: IndexFile): Hit[] {
  return file.codes.map((code, at) => ({
    code,
    field: file.fields[at] ?? '',
    title: file.titles[at] ?? '',
    body: file.bodies[at] ?? '',
    matters: file.matters[at] ?? '',
    demo: file.marks[at] === 1,
  }))
}
