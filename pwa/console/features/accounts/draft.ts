import type { AgencyRow, NewAccount, Role } from '@shared/api/wire'
import { desk } from '../../api/desk'

/** What is typed before an account is opened; `officer` is who was picked, in words. */
export interface AccountDraft {
  role: Role | ''
  username: string
  display_name: string
  agency_id: string
  division_code: string
  officer_id: string
  officer: string
}

/** Roles whose scope is a division: the agency's own, or one within it. */
export const ofDivision: readonly string[] = ['overseer', 'registrar', 'assistant', 'administrator']

export function emptyAccount(): AccountDraft {
  return {
    role: '',
    username: '',
    display_name: '',
    agency_id: '',
    division_code: '',
    officer_id: '',
    officer: '',
  }
}

/** What is sent: only what belongs to the role. */
export function proposalOf(draft: AccountDraft): NewAccount {
  const role = draft.role as Role
  const own = { role, username: draft.username.trim() }
  if (role === 'officer')
    return { ...own, officer_id: draft.officer_id, display_name: '', agency_id: null, division_code: null }
  const division = ofDivision.includes(role) ? draft.division_code || null : null
  const name = draft.display_name.trim()
  return { ...own, officer_id: null, display_name: name, agency_id: draft.agency_id, division_code: division }
}

/** The divisions beneath the agency's own. */
export async function divisionsOf(agency: AgencyRow): Promise<{ code: string; name: string }[]> {
  const all = await desk.divisions(agency.division_code)
  return all.filter(({ code }) => code !== agency.division_code)
}
