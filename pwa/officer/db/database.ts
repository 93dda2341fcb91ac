import Dexie, { type EntityTable, type Table } from 'dexie'
import type {
  BytesRow,
  DraftRow,
  EntryRow,
  FileRow,
  KeyRow,
  LookedRow,
  MetaRow,
  PackRow,
  RemoteRow,
  SettingRow,
  ShardRow,
  VisitRow,
} from './rows.ts'

/**
 * Everything that one account holds on this phone.
 *
 * Each account has a database of its own, so that whoever logs in next sees nothing
 * of the one before, and nothing of the one before is lost.
 */
export class OfficerDatabase extends Dexie {
  meta!: Table<MetaRow, string>
  keys!: Table<KeyRow, string>
  entries!: EntityTable<EntryRow, 'jti'>
  files!: EntityTable<FileRow, 'sha256'>
  bytes!: EntityTable<BytesRow, 'sha256'>
  drafts!: EntityTable<DraftRow, 'id'>
  visits!: EntityTable<VisitRow, 'id'>
  packs!: EntityTable<PackRow, 'name'>
  remote!: EntityTable<RemoteRow, 'id'>
  settings!: Table<SettingRow, string>
  shards!: Table<ShardRow, string>
  looked!: Table<LookedRow, string>

  constructor(readonly account: string) {
    super(databaseName(account))
    this.version(1).stores({
      meta: 'key',
      keys: 'id',
      entries: 'jti, &[inspection+device+seq], state, kind, inspection, at',
      files: 'sha256, state, inspection',
      bytes: 'sha256',
      drafts: 'id, updated_at',
      visits: 'id, state, opened_at',
      packs: 'name, sha256',
      remote: 'id, state',
      settings: 'key',
    })
    this.version(2).stores({ shards: 'sha256', looked: 'code, at, favourite' })
  }
}

const PREFIX = 'zhifa-account-'

export function databaseName(account: string): string {
  return `${PREFIX}${account}`
}

const opened = new Map<string, OfficerDatabase>()

/** The database of an account, opened once in this tab. */
export function databaseOf(account: string): OfficerDatabase {
  let database = opened.get(account)
  if (!database) {
    database = new OfficerDatabase(account)
    opened.set(account, database)
  }
  return database
}

let current: OfficerDatabase | null = null

/** Make this account's database the one that the screens read; `null` at logout. */
export function useAccount(account: string | null): OfficerDatabase | null {
  current = account ? databaseOf(account) : null
  return current
}

/** The database of the account in use. Throws where nobody has logged in yet. */
export function db(): OfficerDatabase {
  if (!current) throw new NoAccount()
  return current
}

/** Nobody has ever logged in on this phone, or the last one logged out. */
export class NoAccount extends Error {
  override name = 'NoAccount'
}
