import type { CertificateCard, OfficerCard } from '@shared/api/wire.ts'
import type { Person } from '@shared/record/types.ts'
import { formatDate } from '@shared/text/dates.ts'
import { certificateStates, type StateWord } from '@shared/text/states.ts'

/** Who may take part on a given day, judged by the certificates that the phone knows. */

export interface Standing {
  certificate: CertificateCard | null
  state: StateWord
  /** One sentence on what the certificate is good for that day. */
  words: string
  /** Whether the officer may inspect that day. */
  able: boolean
}

/** How an officer stands on the day of `at`: the best certificate they hold and its state. */
export function standingOn(officer: Pick<OfficerCard, 'certificates'>, at: Date): Standing {
  const day = formatDate(at)
  const held = officer.certificates.filter((certificate) => certificate.kind !== 'assisting')
  const certificate = held.find((card) => statusOn(card, day) === 'valid') ?? held[0] ?? null
  if (!certificate) return withoutCertificate(officer)
  const status = statusOn(certificate, day)
  const able = status === 'valid'
  return { certificate, state: certificateStates[status], words: sentence(certificate, status, able), able }
}

function withoutCertificate(officer: Pick<OfficerCard, 'certificates'>): Standing {
  const assisting = officer.certificates[0] ?? null
  const words = assisting ? '仅持辅助证件,只能协助,不能执法。' : '本机没有其执法证件信息,请核对实体证件。'
  return { certificate: assisting, state: { word: '无执法证', tone: 'bad', icon: 'ban' }, words, able: false }
}

export function statusOn(card: CertificateCard, day: string): CertificateCard['status'] {
  if (card.status !== 'valid') return card.status_since && day < card.status_since ? 'valid' : card.status
  if (day < card.valid_from) return 'pending'
  return day > card.valid_to ? 'expired' : 'valid'
}

function sentence(card: CertificateCard, status: CertificateCard['status'], able: boolean): string {
  if (able) return `证号 ${card.number},有效至 ${card.valid_to}`
  return `证号 ${card.number},${certificateStates[status].word},当日不具执法资格。`
}

/** An officer as entries name them. */
export function personOf(officer: OfficerCard, at: Date): Person {
  return {
    officer: officer.id,
    name: officer.name,
    certificate: standingOn(officer, at).certificate?.number ?? '',
  }
}
