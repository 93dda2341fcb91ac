/**
 * The types that the applications write with say what the server's document says.
 *
 * Nothing here runs: `vue-tsc` refuses to compile it when the two part ways.
 */
import type { components } from '@shared/api/schema.ts'
import type * as wire from '@shared/api/wire.ts'

type Server = components['schemas']
/** Compiles only where every value of `Ours` is one of `Theirs`, and no field is missing. */
type Agrees<Ours extends Theirs, Theirs> = [Ours, Theirs, Missing<Theirs, Ours>]
type Missing<Theirs, Ours> = Exclude<keyof Theirs, keyof Ours> extends never ? true : never

export type Checked = [
  Agrees<wire.Account, Server['Account']>,
  Agrees<wire.SessionOpened, Server['SessionOpened']>,
  Agrees<wire.OfficerCard, Server['OfficerCard']>,
  Agrees<wire.CertificateCard, Server['CertificateCard']>,
  Agrees<wire.Device, Server['Device']>,
  Agrees<wire.PackInfo, Server['PackInfo']>,
  Agrees<wire.InspectionRow, Server['InspectionRow']>,
  Agrees<wire.EvidenceRow, Server['EvidenceRow']>,
  Agrees<wire.ServerEntry, Server['EntryRow']>,
  Agrees<wire.SyncAnswer, Server['SyncAnswer']>,
  Agrees<wire.Review, Server['Review']>,
]
