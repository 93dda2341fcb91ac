import type { components } from '@shared/api/schema'
import { useSession } from '../session/store'
import type { Search } from './desk'

type Schemas = components['schemas']
export type Overview = Schemas['Overview']
export type Totals = Schemas['Totals']

/** What the visits of the asker's scope amount to. Each may throw `ApiProblem` or `NoAnswer`. */
export const overview = {
  read: (search: Search) => useSession().request((api) => api.get<Overview>('/api/overview', search)),
  exportFile: (search: Search) => useSession().request((api) => api.blob('/api/overview/export', search)),
}
