import type { EntryOutcome, InspectionRow, PackName } from '@shared/api/wire.ts'
import type { Claims, Kind } from '@shared/record/types.ts'
import type { Manifest } from '../packs/library.ts'

/** How the server answered an entry; `pending` until it did. */
export type EntryState = 'pending' | EntryOutcome

/** One signed entry, as it will be sent, with what the outbox knows of it. */
export interface EntryRow {
  jti: string
  inspection: string
  device: string
  seq: number
  kind: Kind
  jws: string
  /** base64url SHA-256 of `jws`: the `prev` of its successor. */
  sha256: string
  at: string
  claims: Claims
  state: EntryState
  code: string | null
  detail: string | null
  sent_at: string | null
}

/** The bytes of one piece of evidence. They lie apart, so that looking at the queue never reads them. */
export interface BytesRow {
  sha256: string
  bytes: ArrayBuffer
}

/** One piece of evidence and how far it has come, by its SHA-256 in hexadecimal. */
export interface FileRow {
  sha256: string
  type: string
  size: number
  state: 'pending' | 'uploading' | 'confirmed'
  /** Bytes that the server has acknowledged. */
  offset: number
  upload_url: string | null
  inspection: string
  added_at: string
  confirmed_at: string | null
  error: string | null
}

/** A visit that was prepared but not yet opened: nothing of it is signed. */
export interface DraftRow {
  id: string
  updated_at: string
  step: string
  /** What the visit screens put together; they alone know its shape. */
  data: Record<string, unknown>
}

/** A quick look at one visit on this phone, kept in the transaction that appends an entry. */
export interface VisitRow {
  id: string
  state: 'open' | 'closed' | 'withdrawn'
  subject_name: string
  matters: string[]
  opened_at: string
  closed_at: string | null
  /** The step that `继续` returns to. */
  step: string
  last_at: string
}

/** One reference pack, whole. */
export interface PackRow {
  name: PackName
  sha256: string
  made_at: string
  count: number
  size: number
  stored_at: string
  data: unknown
}

/** A file of the library of benchmarks, by the SHA-256 of its content; at rest it is compressed. */
export interface ShardRow {
  sha256: string
  bytes: ArrayBuffer
}

/** The library in use: kept whole in `meta` under `library`. */
export interface LibraryRow {
  manifest: Manifest
  stored_at: string
}

/** A benchmark that this account looked at, and whether it is a favourite. */
export interface LookedRow {
  code: string
  at: string
  /** 1 or 0: what IndexedDB can list by. */
  favourite: 0 | 1
}

/** What the server last said about one of my inspections. */
export interface RemoteRow {
  id: string
  state: InspectionRow['state']
  row: InspectionRow
  seen_at: string
}

/**
 * A key of this phone for this account; the private half cannot be exported. `device` is the one in
 * force; those that it replaced lie under their device's id, for the visits that they began.
 */
export interface KeyRow {
  id: string
  pair: CryptoKeyPair
  public_jwk: JsonWebKey
  thumbprint: string
  device: string | null
  registered_at: string | null
}

export interface MetaRow {
  key: string
  value: unknown
}
export interface SettingRow {
  key: string
  value: unknown
}
