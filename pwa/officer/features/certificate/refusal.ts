import type { CertificateCard } from '@shared/api/wire.ts'
import type { KeyRow } from '../../db/rows.ts'
import type { Standing } from '../visit/people.ts'

interface Situation {
  certificate: CertificateCard
  standing: Standing
  key: KeyRow | null
  deviceRevoked: boolean
}

/** Why no code may be shown today, in a sentence to the officer; `null` where one may. */
export function refusalOf({ certificate, standing, key, deviceRevoked }: Situation): string | null {
  if (certificate.kind === 'assisting') return '辅助人员只能协助,不能执法,因此不生成核验码。'
  if (!standing.able) return lapsed(certificate, standing)
  if (deviceRevoked) return '本机已被停用,不能生成核验码。请出示实体证件,并联系本单位系统管理员。'
  if (!key?.device) return '本机尚未登记,不能生成核验码。请联网登录一次;此前请出示实体证件。'
  return null
}

function lapsed(certificate: CertificateCard, { state }: Standing): string {
  const since = certificate.status_since ? `(${certificate.status_since} 起)` : ''
  const dates = state.word === '过期' ? `(有效期至 ${certificate.valid_to})` : since
  if (state.word === '待生效')
    return `该证件 ${certificate.valid_from} 起生效,此前不能用于执法,不生成核验码。`
  return `该证件已${state.word}${dates},今日不具执法资格,不生成核验码。如有疑问,请联系证件管理人员。`
}
