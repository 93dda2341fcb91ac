import type { Claims } from '@shared/record/types.ts'
import {
  acknowledgements,
  attachmentSources,
  entryKinds,
  joinWays,
  lackWord,
  measures,
  presentMethods,
  recusals,
  results,
  sources,
  wordFor,
} from '@shared/text/kinds.ts'
import { answerStates } from '@shared/text/states.ts'

/** One entry of the timeline in words: a title and what it says. */
export interface Described {
  title: string
  lines: string[]
}

/** Looks the words of a checklist item up. */
export type ItemWords = (item: string) => string

/** What an entry says, for people. */
export function wordsOf(claims: Claims, itemWords: ItemWords): Described {
  return {
    title: wordFor(titles, claims.kind),
    lines: linesOf(claims, itemWords).filter((line) => line !== ''),
  }
}

const titles = Object.fromEntries(Object.entries(entryKinds).map(([kind, { word }]) => [kind, word]))

function linesOf(claims: Claims, itemWords: ItemWords): string[] {
  switch (claims.kind) {
    case 'opened': {
      const { subject, matters, source, repeat_reason } = claims.body
      return [
        `${subject.name},${subject.address}`,
        `${matters.map((matter) => matter.name).join('、')}(${wordFor(sources, source)})`,
        repeat_reason ? `再次检查的原因:${repeat_reason}` : '',
      ]
    }
    case 'joined':
      return [`${claims.body.officer.name},${wordFor(joinWays, claims.body.via)}`, claims.body.reason ?? '']
    case 'presented':
      return [
        `向${claims.body.to}${wordFor(presentMethods, claims.body.method)}`,
        claims.body.certificates.join('、'),
      ]
    case 'notified':
      return [
        `${wordFor(acknowledgements, claims.body.acknowledged)},${wordFor(recusals, claims.body.recusal)}`,
        claims.body.words ?? '',
      ]
    case 'answered': {
      const { item, answer, note, bulk } = claims.body
      return [`${itemWords(item)}:${answerStates[answer].word}${bulk ? '(其余全部合格)' : ''}`, note ?? '']
    }
    case 'noted':
      return [claims.body.item ? itemWords(claims.body.item) : '', claims.body.text]
    case 'attached':
      return [`${claims.body.shows}(${wordFor(attachmentSources, claims.body.source)})`]
    default:
      return outcomeLines(claims, itemWords)
  }
}

/** The entries of the visit's end and of what comes after it. */
function outcomeLines(claims: Claims, itemWords: ItemWords): string[] {
  switch (claims.kind) {
    case 'found':
      return [claims.body.title, claims.body.words, ...claims.body.items.map(itemWords)]
    case 'measured': {
      const { measure, words, due } = claims.body
      return [`${wordFor(measures, measure)}${due ? `,期限 ${due}` : ''}`, words]
    }
    case 'party_signed':
      return [`${claims.body.name}(${claims.body.role})`, claims.body.objections ?? '']
    case 'party_refused':
      return [claims.body.reason, claims.body.witness ? `见证人:${claims.body.witness}` : '没有见证人']
    case 'officer_signed':
      return [claims.body.officer.name]
    case 'closed':
      return [
        wordFor(results, claims.body.result),
        claims.body.summary ?? '',
        ...claims.body.missing.map((code) => `缺项:${lackWord(code)}`),
      ]
    case 'supplemented':
      return [claims.body.reason, claims.body.text]
    case 'withdrawn':
      return [claims.body.reason]
    default:
      return []
  }
}
