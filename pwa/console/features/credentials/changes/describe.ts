import { formatDateTime } from '@shared/text/dates'
import type { Change } from '../../../api/credential-types'
import { changeKinds, kindWord } from '../words'

/** What a proposal would do, as a heading. */
export function titleOf(change: Change): string {
  const who = change.create?.officer_name ?? change.officer_name ?? ''
  const act = change.status?.act ?? changeKinds[change.kind] ?? change.kind
  return who ? `${act}:${who}` : act
}

/** What is proposed, as names and values to compare. */
export function factsOf(change: Change): [name: string, value: string][] {
  if (change.create) return creationFacts(change.create)
  if (change.status) {
    const until = change.status.ends_at ? `,至 ${formatDateTime(change.status.ends_at)}` : ''
    return [['生效', `${formatDateTime(change.status.starts_at)} 起${until}`]]
  }
  if (change.import_file) {
    const { rows, creates, updates, unchanged } = change.import_file
    return [
      ['文件', `共 ${rows} 行`],
      ['提交时核对', `新登记 ${creates},更改 ${updates},不变 ${unchanged}`],
    ]
  }
  return []
}

function creationFacts(create: NonNullable<Change['create']>): [string, string][] {
  return [
    [
      '持证人',
      create.officer_id ? `${create.officer_name}(已登记人员)` : `${create.officer_name}(新登记人员)`,
    ],
    ['种类', kindWord(create.kind)],
    ['类别', create.category],
    ['区域', create.area],
    ['发证机关', create.issuer],
    ['有效期', `${create.valid_from} 至 ${create.valid_to}`],
    ['执法事项', create.matters?.length ? `限定 ${create.matters.length} 项` : '所在单位的全部事项'],
  ]
}
