import type { Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type {
  BenchmarkRow,
  Decision,
  Held,
  Layout,
  ListRow,
  ListVersion,
  ListVersionRow,
  TableImport,
  Version,
  VersionRow,
} from './benchmark-types'
import type { Search } from './desk'

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))
const versionAt = (id: string, version: number) => `/api/benchmarks/${id}/versions/${version}`
const listAt = (code: string, version: number) =>
  `/api/benchmark-list-versions/${encodeURIComponent(code)}/${version}`

/** What the desk asks about the library of benchmarks. Each may throw `ApiProblem` or `NoAnswer`. */
export const library = {
  benchmarks: (search: Search) => get<Page<BenchmarkRow>>('/api/benchmarks', search),
  inForce: (id: string) => get<Held>(`/api/benchmarks/${id}`),
  versions: (id: string) => get<VersionRow[]>(`/api/benchmarks/${id}/versions`),
  /** `against`: number of the version it is compared with; empty: the one published before it. */
  version: (id: string, version: number, against = '') => get<Version>(versionAt(id, version), { against }),
  ofStatus: (search: Search) => get<Page<VersionRow>>('/api/benchmark-versions', search),
  decide: (id: string, version: number, decision: Decision, words: string) =>
    post<Version>(`${versionAt(id, version)}/decision`, { decision, words }),
  decideImport: (id: string, decision: Decision, words: string) =>
    post<{ count: number }>(`/api/benchmark-imports/${id}/decision`, { decision, words }),
  listVersions: (search: Search) => get<Page<ListVersionRow>>('/api/benchmark-list-versions', search),
  listVersion: (code: string, version: number) => get<ListVersion>(listAt(code, version)),
  enterListRow: (row: ListRow) => post<ListVersion>('/api/benchmark-list-versions', row),
  decideListVersion: (code: string, version: number, decision: Decision, words: string) =>
    post<ListVersion>(`${listAt(code, version)}/decision`, { decision, words }),
  layouts: () => get<Layout[]>('/api/benchmark-layouts'),
  /** Sends a file to be read; `lastImport` tells how far that is. */
  importFile: (file: File, layout: string) =>
    useSession().request((api) =>
      api.sendFile<TableImport>('POST', '/api/benchmarks/import', file, {
        layout,
        name: file.name.slice(-200),
      }),
    ),
  lastImport: () => get<TableImport | null>('/api/benchmark-imports/last'),
  /** Every benchmark of the file that was looked at becomes a draft. */
  enterImport: (id: string) => post<TableImport>(`/api/benchmark-imports/${id}/entry`, {}),
}
