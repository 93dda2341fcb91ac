import type { Api } from '@shared/api/client.ts'
import type { Comparison } from '@shared/api/wire.ts'
import { stamp } from '../../capture/clock.ts'
import type { OfficerDatabase } from '../../db/database.ts'

/** What the server said of similar cases, and when. */
export interface Cases {
  said: Comparison
  at: string
}

/** What is known at once; what the server says now is told when it comes, and kept for places without a signal. */
export async function casesOf(
  database: OfficerDatabase,
  door: Pick<Api, 'get'>,
  id: string,
  tell: (cases: Cases) => void,
): Promise<Cases | null> {
  void door
    .get<Comparison>(`/api/benchmarks/${id}/comparison`)
    .then(async (said) => {
      const cases = { said, at: stamp() }
      tell(cases)
      await database.meta.put({ key: `cases:${id}`, value: cases })
    })
    .catch(() => undefined)
  return ((await database.meta.get(`cases:${id}`))?.value as Cases | undefined) ?? null
}
