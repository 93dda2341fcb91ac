import type { components } from '@shared/api/schema'
import type { Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

export type Checkpoint = components['schemas']['CheckpointRow']

/** What the server signed of the ledger. Each may throw `ApiProblem` or `NoAnswer`. */
export const ledger = {
  checkpoints: (search: Search) =>
    useSession().request((api) => api.get<Page<Checkpoint>>('/api/ledger/checkpoints', search)),
  file: () => useSession().request((api) => api.blob('/api/ledger/checkpoints.txt', {})),
}
