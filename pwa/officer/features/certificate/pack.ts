import type { CertificateCard, CertificateStatus, OfficerCard } from '@shared/api/wire.ts'
import { formatDate } from '@shared/text/dates.ts'
import { db } from '../../db/database.ts'

/** The part of the officers pack by which phones verify each other without a signal. */

export interface PackDevice {
  short_id: string
  public_jwk: JsonWebKey
  officer_id: string
  revoked_at: string | null
}

/** A stretch `[starts_at, ends_at)` of one status, as the registry judged it when the pack was made. */
export interface Interval {
  status: CertificateStatus
  starts_at: string | null
  ends_at: string | null
}

type PackCertificate = CertificateCard & { intervals?: Interval[] }
export type PackOfficer = Omit<OfficerCard, 'certificates'> & { certificates: PackCertificate[] }

export interface VerifyingPack {
  officers: PackOfficer[]
  devices: PackDevice[]
  /** The last moment at which the server said that this is how things stand. */
  as_of: string
}

/** What this phone holds; `null` where it has never fetched the pack. */
export async function verifyingPack(): Promise<VerifyingPack | null> {
  const row = await db().packs.get('officers')
  if (!row) return null
  const { officers, devices } = row.data as { officers?: PackOfficer[]; devices?: PackDevice[] }
  const checked = (await db().meta.get('packs_checked_at'))?.value
  return { officers: officers ?? [], devices: devices ?? [], as_of: later(row.made_at, checked) }
}

function later(made: string, checked: unknown): string {
  return typeof checked === 'string' && Date.parse(checked) > Date.parse(made) ? checked : made
}

export interface Held {
  officer: PackOfficer
  certificate: PackCertificate
}

/** The certificate of this number and its holder; full-width digits count as their plain ones. */
export function holderOf(pack: VerifyingPack, number: string): Held | null {
  const wanted = number.normalize('NFKC').trim()
  for (const officer of pack.officers) {
    const certificate = officer.certificates.find((card) => card.number === wanted)
    if (certificate) return { officer, certificate }
  }
  return null
}

/** The status at a moment, by what the pack knew. The day is that of Asia/Shanghai. */
export function statusAt(card: PackCertificate, at: Date): CertificateStatus {
  const said = recorded(card, at)
  if (said !== 'valid') return said
  const day = formatDate(at)
  if (day < card.valid_from) return 'pending'
  return day > card.valid_to ? 'expired' : 'valid'
}

function recorded(card: PackCertificate, at: Date): CertificateStatus {
  if (!card.intervals) {
    return card.status_since && formatDate(at) < card.status_since ? 'valid' : card.status
  }
  const moment = at.getTime()
  const covering = card.intervals.find(
    ({ starts_at, ends_at }) =>
      (!starts_at || Date.parse(starts_at) <= moment) && (!ends_at || moment < Date.parse(ends_at)),
  )
  return covering?.status ?? 'pending'
}
