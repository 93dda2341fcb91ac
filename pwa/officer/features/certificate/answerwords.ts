import { formatDateTime, formatDateTimeSeconds } from '@shared/text/dates.ts'
import type { StateWord } from '@shared/text/states.ts'
import type { Answer, Verdict } from './answer.ts'
import { FRESH_FOR } from './freshness.ts'

/** The words of an answer: what is so, why, as of when, and what to do next. */

export const verdicts: Record<Verdict, StateWord> = {
  valid: { word: '有效', tone: 'ok', icon: 'check' },
  invalid: { word: '无效', tone: 'bad', icon: 'ban' },
  unverifiable: { word: '无法核验', tone: 'wait', icon: 'help' },
}

const reasons: Record<string, string> = {
  expired: '该证件已过有效期,持证人今日不具执法资格。',
  suspended: '该证件已暂扣,暂扣期间持证人不具执法资格。',
  withdrawn: '该证件已收回,持证人不具执法资格。',
  cancelled: '该证件已注销,持证人不具执法资格。',
  voided: '该证件已作废。',
  lost: '该证件已挂失,出示的人可能不是持证人。',
  forged: '这个码不是由登记的手机签发的,内容不可信。请勿配合,并向本单位报告。',
  device_revoked: '签发这个码的手机已被停用(例如遗失)。请核对实体证件。',
  assisting: '这是辅助人员的证件:只能协助,不能执法,不计入两名执法人员。',
  not_yet_valid: '该证件尚未到生效日期。',
  card_replaced: '这张卡面码已换发作废。请对方出示新证件,或在手机上亮证。',
  reused: '这个码已被别人核验过,可能是拍照转用的。请当面让对方换一个新码再核验。',
}

const stale = `这个码已超过 ${FRESH_FOR} 秒,或出示的手机时间不准。请让对方当面亮出新码,再核验一次;截图和照片不能当作亮证。`

const unsure: Record<string, string> = {
  stale: `${stale}如果新码也这样,请核对两部手机的时间。`,
  future: '码上的时间比本机晚很多,两部手机的时间不一致。请校准手机时间后再核验一次。',
  unknown: '本机资料里没有这部手机或这本证件:可能是外单位人员,或是最近才登记的。请联网再核验。',
  not_in_pack: '本单位资料里没有这个证号。请核对数字;外单位人员请联网扫码核验。',
  no_pack: '本机还没有执法人员资料。请联网一次,资料会自动下载。',
  card_offline: '实体证件上的码要联网才能核验。没有信号时,可在下面按证号查本单位人员。',
}

const UNKNOWN = '登记系统里没有这个码。请核对实体证件,并向本单位报告。'
const UNSURE = '登记系统现在不能给出答复。请稍后再核验,或核对实体证件。'

/** One or two sentences under the verdict. */
export function reasonOf({ answer, reason, source, as_of, credential }: Answer): string {
  if (answer === 'valid' && reason === null) return soundness(source, as_of, Boolean(credential?.portrait))
  if (answer === 'unverifiable' && source === 'pack') return unsure[reason ?? ''] ?? UNSURE
  if (reason === 'stale') return stale
  if (reason === 'unknown') return UNKNOWN
  const said = reasons[reason ?? '']
  if (answer === 'unverifiable') return said ?? UNSURE
  const words = said ?? `登记系统的答复:${reason ?? '没有说明原因'}。`
  return source === 'pack' ? `${words}(截至 ${formatDateTime(as_of)},之后的变动未知)` : words
}

function soundness(source: Answer['source'], as_of: string, face: boolean): string {
  if (source === 'server')
    return `证件真实,今日在有效期内。请核对本人与${face ? '照片' : '实体证件上的照片'}。`
  return `截至 ${formatDateTime(as_of)} 真实有效,之后的变动未知。请核对本人与实体证件。`
}

/** When and where the answer comes from. */
export function originOf({ source, reason, as_of }: Answer): string {
  if (reason === 'no_pack') return '本机没有可用于核验的资料'
  if (source === 'server') return `查询时间 ${formatDateTimeSeconds(as_of)}`
  return `按本机资料核验 · 资料截至 ${formatDateTime(as_of)}`
}
