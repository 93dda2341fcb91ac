import { ApiProblem } from '@shared/api/client'
import type { Benchmark } from '@shared/benchmarks/types'
import type { Held, Version, VersionRow } from '../../../api/benchmark-types'
import { library } from '../../../api/library'

/** A benchmark as the desk shows it. Outside the asker's scope there are neither versions nor a way to decide. */
export interface Shown {
  id: string
  version: number
  sha256: string
  benchmark: Benchmark
  versions: VersionRow[]
  whole: Version | null
}

/** Nothing where the server has nothing for this account; other failures are thrown. */
async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null
    throw problem
  }
}

/** The version asked for, else the one in force, else the latest; `null` where there is none to see. */
export async function shownOf(id: string, version: string, against: string): Promise<Shown | null> {
  const versions = (await orNothing(library.versions(id))) ?? []
  const asked = Number(version) && versions.length > 0
  const held = asked ? null : await orNothing(library.inForce(id))
  if (versions.length === 0) return held && outside(held)
  const number = Number(version) || held?.version || versions[0]?.version || 0
  const whole = await library.version(id, number, against)
  const { benchmark, row } = whole
  return { id, version: row.version, sha256: row.sha256, benchmark, versions, whole }
}

function outside({ id, version, sha256, benchmark }: Held): Shown {
  return { id, version, sha256, benchmark, versions: [], whole: null }
}
