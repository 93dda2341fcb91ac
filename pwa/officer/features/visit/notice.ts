/**
 * What the party is told before the inspection, in plain words of our own.
 * Change a word and the version must change: `notified.text_version` names what
 * was on the screen.
 */

export const NOTICE_VERSION = 'notice-2026-11'

export interface NoticeFacts {
  agency: string
  officers: { name: string; certificate: string }[]
  subject: string
  matters: string[]
  supervisionPhone: string | null
}

/** The paragraphs of the notice 现场检查告知, in the order they are read. */
export function noticeParagraphs(facts: NoticeFacts): string[] {
  const people = facts.officers
    .map((officer) => (officer.certificate ? `${officer.name}(证号 ${officer.certificate})` : officer.name))
    .join('、')
  return [
    `我们是${facts.agency}的执法人员${people},现依法对${facts.subject}进行现场检查。`,
    `检查事项:${facts.matters.join('、') || '见检查通知'}。`,
    '执法人员不少于两人,并应主动出示执法证件;不出示的,您有权拒绝检查。(行政处罚法第四十二条、第五十五条)',
    '您认为执法人员与本次检查有直接利害关系,或者有其他关系可能影响公正执法的,有权申请其回避。(行政处罚法第四十三条)',
    '您有权陈述情况、提出意见,核对检查笔录,并要求补充或者更正。',
    '请如实回答询问、协助检查,不得拒绝或者阻挠。(行政处罚法第五十五条)',
    '检查人员不得借检查谋利,不得接受馈赠、宴请,不得转嫁费用、指定中介,不得刻意要求法定代表人到场。(国办发〔2024〕54号)',
    `对检查有异议,可拨打${phones(facts.supervisionPhone)}反映。`,
  ]
}

function phones(supervision: string | null): string {
  return supervision ? `行政执法监督电话 ${supervision} 或 12345` : ' 12345'
}
