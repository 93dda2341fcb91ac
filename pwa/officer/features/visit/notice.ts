import rights from '../../../../backend/zhifa/inspections/rights.json' with { type: 'json' }

/**
 * What the party is told before the inspection, in plain words of our own.
 * The rights stand in `rights.json`, for the visit's public page reads them too.
 * Change a word and the version must change: `notified.text_version` names what
 * was on the screen.
 */

export const NOTICE_VERSION = rights.version

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
    ...rights.rights,
    rights.page,
    `对检查有异议,可拨打${phones(facts.supervisionPhone)}反映。`,
  ]
}

function phones(supervision: string | null): string {
  return supervision ? `行政执法监督电话 ${supervision} 或 12345` : ' 12345'
}
