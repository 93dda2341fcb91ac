import type { Account, Matter } from '@shared/api/wire.ts'
import type { Opened } from '@shared/record/types.ts'
import { append, openVisit } from '../../capture/notebook.ts'
import { db } from '../../db/database.ts'
import { type Draft, dropDraft } from './draft.ts'
import { mattersOnPhone } from './packs.ts'
import { personOf } from './people.ts'
import { keepSheet, refOf } from './sheet.ts'
import type { VisitCode } from './visitcode.ts'
import { within } from './words.ts'

/** The two ways into a visit: opening one, and joining a colleague's. */

/** What `opened` will say; null while the draft is not ready for it. */
export function openedBody(draft: Draft, matters: readonly Matter[], account: Account | null): Opened | null {
  const officer = account?.officer
  if (!officer || !draft.subject || !draft.source || matters.length === 0) return null
  const reason = within(draft.reason, 500)
  return {
    subject: draft.subject,
    matters: matters.map(refOf),
    source: draft.source,
    officer: personOf(officer, new Date()),
    agency: account.agency?.id ?? officer.agency_id,
    ...(reason ? { repeat_reason: reason } : {}),
  }
}

/** Sign `opened`, keep the checklists as they stand today, and let the draft go. */
export async function open(body: Opened, draft: Draft, matters: Matter[]): Promise<string> {
  const id = await openVisit(body)
  await keepSheet(id, { subject: draft.card, matters })
  await dropDraft()
  return id
}

/** Sign `joined` on the own chain; the lead's code tells what the visit is about. */
export async function join(code: VisitCode, account: Account): Promise<void> {
  if (!account.officer) return
  const already = await db().visits.get(code.id)
  if (!already) {
    await append(code.id, 'joined', { officer: personOf(account.officer, new Date()), via: 'device' })
  }
  const matters = (await mattersOnPhone()).filter((matter) => code.matters.includes(matter.code))
  await keepSheet(code.id, { subject: null, matters, told: { subject: code.subject, lead: code.lead } })
  await db().visits.update(code.id, {
    subject_name: code.subject?.name ?? '同事的检查',
    matters: matters.map((matter) => matter.name),
  })
}
