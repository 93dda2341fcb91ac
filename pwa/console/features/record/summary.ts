import {
  acknowledgements,
  attachmentSources,
  measures,
  presentMethods,
  recusals,
  results,
  wordFor,
} from '@shared/text/kinds'
import { answerStates, stateWord } from '@shared/text/states'

type Body = Record<string, unknown>
type Words = (body: Body, textOf: (item: string) => string) => (string | undefined)[]

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const named = (value: unknown): string => text((value as Body | undefined)?.['name'])
const optional = (label: string, value: unknown) => (text(value) ? `${label}${text(value)}` : undefined)

const sentences: Record<string, Words> = {
  opened: (body) => [named(body['subject']), optional('再次检查的理由:', body['repeat_reason'])],
  joined: (body) => [
    named(body['officer']),
    body['via'] === 'named' ? `由主办人员登记:${text(body['reason'])}` : '用本人设备加入',
  ],
  presented: (body) => [wordFor(presentMethods, text(body['method'])), optional('出示给 ', body['to'])],
  notified: (body) => [
    wordFor(acknowledgements, text(body['acknowledged'])),
    wordFor(recusals, text(body['recusal'])),
    text(body['words']) || undefined,
  ],
  answered: (body, textOf) => [
    `${stateWord(answerStates, text(body['answer'])).word}:${textOf(text(body['item']))}`,
    body['bulk'] ? '由“其余全部合格”填入' : undefined,
    text(body['note']) || undefined,
  ],
  noted: (body, textOf) => [
    text(body['text']),
    body['item'] ? `关于:${textOf(text(body['item']))}` : undefined,
  ],
  attached: (body, textOf) => [
    text(body['shows']),
    wordFor(attachmentSources, text(body['source'])),
    body['item'] ? `关于:${textOf(text(body['item']))}` : undefined,
  ],
  found: (body) => [text(body['title']), text(body['words'])],
  measured: (body) => [
    wordFor(measures, text(body['measure'])),
    text(body['words']),
    optional('期限 ', body['due']),
  ],
  party_signed: (body) => [
    `${text(body['name'])}(${text(body['role'])})`,
    optional('异议:', body['objections']),
  ],
  party_refused: (body) => [`理由:${text(body['reason'])}`, optional('见证人 ', body['witness'])],
  officer_signed: (body) => [named(body['officer'])],
  closed: (body) => [wordFor(results, text(body['result'])), text(body['summary']) || undefined],
  supplemented: (body) => [text(body['reason']), text(body['text'])],
  withdrawn: (body) => [`理由:${text(body['reason'])}`],
}

/** What an entry says, in a few short sentences; nothing for a kind newer than this build. */
export function summaryOf(kind: string, body: Body, textOf: (item: string) => string): string[] {
  return (sentences[kind]?.(body, textOf) ?? []).filter((words): words is string => Boolean(words))
}
