/**
 * Texts as they are searched; the twin of backend/zhifa/benchmarks/pairs.py.
 *
 * Folding keeps the length, so that a place in the folded text is the place in the text on the screen.
 */
export function folded(text: string): string {
  return text.replace(/[A-Z\uff01-\uff5e\u3000]/g, (sign) => {
    const code = sign.charCodeAt(0)
    const plain = code === 0x3000 ? 0x20 : code >= 0xff01 ? code - 0xfee0 : code
    return String.fromCharCode(plain >= 0x41 && plain <= 0x5a ? plain + 32 : plain)
  })
}

/** A word of a query in all the ways in which a law's text may write it. */
export type Word = readonly string[]

const MOST_WORDS = 8
const LONGEST = 60

/** The words of a query; each stands for itself and, where it names an article, for its other numerals. */
export function wordsOf(query: string): Word[] {
  const words = folded(query).trim().slice(0, LONGEST).split(/\s+/).filter(Boolean)
  return [...new Set(words)]
    .slice(0, MOST_WORDS)
    .map((word) => [...new Set([word, arabic(word), chinese(word)])])
}

const DIGITS = '零一二三四五六七八九'
const NUMERAL = /[零〇一二两三四五六七八九十百千]+(?=[条款项])/g

/** 一百二十四条 → 124条. */
function arabic(word: string): string {
  return word.replace(NUMERAL, (numeral) => String(numberOf(numeral) ?? numeral))
}

function numberOf(numeral: string): number | null {
  let sum = 0
  let digit = 0
  for (const sign of numeral) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign]
    if (unit === undefined) digit = DIGITS.indexOf(sign === '〇' ? '零' : sign === '两' ? '二' : sign)
    else {
      sum += (digit || 1) * unit
      digit = 0
    }
  }
  return sum + digit || null
}

/** 124条 → 一百二十四条. */
function chinese(word: string): string {
  return word.replace(/[1-9][0-9]{0,3}(?=[条款项])/g, (number) => spelled(Number(number)))
}

function spelled(number: number): string {
  const units = ['', '十', '百', '千']
  const digits = [...String(number)].map(Number)
  const read = digits
    .map((digit, place) => (digit === 0 ? '零' : `${DIGITS[digit]}${units[digits.length - 1 - place]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '')
  return number < 20 ? read.replace(/^一十/, '十') : read
}

export interface Piece {
  text: string
  marked: boolean
}

/** A text cut where the words of a query stand in it. */
export function marked(text: string, words: readonly Word[]): Piece[] {
  const plain = folded(text)
  const hit = new Uint8Array(text.length)
  for (const spelling of words.flat()) {
    for (let at = plain.indexOf(spelling); at >= 0; at = plain.indexOf(spelling, at + 1)) {
      hit.fill(1, at, at + spelling.length)
    }
  }
  const pieces: Piece[] = []
  for (let at = 0; at < text.length; at += 1) {
    const last = pieces.at(-1)
    if (last && last.marked === (hit[at] === 1)) last.text += text[at]
    else pieces.push({ text: text[at] ?? '', marked: hit[at] === 1 })
  }
  return pieces
}
