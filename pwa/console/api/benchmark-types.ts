/** Short names for what the server's document says of the library of benchmarks. */
import type { components } from '@shared/api/schema'
import type { Benchmark, Ground } from '@shared/benchmarks/types'

type Schemas = components['schemas']

export type BenchmarkRow = Schemas['BenchmarkRow']
export type VersionRow = Schemas['VersionRow']
export type Change = Schemas['VersionWire']['changes'][number]
export type Fault = Schemas['VersionWire']['faults'][number]
export type Decision = Schemas['VersionDecision']['decision']
export type TableImport = Schemas['TableImport']
export type TableReport = Schemas['TableReport']
export type Layout = Schemas['LayoutRow']

/** The version in force; the benchmark in the words that the calculator reads. */
export type Held = Omit<Schemas['BenchmarkWire'], 'benchmark'> & { benchmark: Benchmark }
/** A version whole, with what it changes, what the linter finds, and what the asker may decide. */
export type Version = Omit<Schemas['VersionWire'], 'benchmark'> & { benchmark: Benchmark }

/** A row of the four lists: what spares or lightens, and the fields and codes of benchmarks it is about. */
export interface ListRow {
  ground: Ground
  fields?: string[]
  codes?: string[]
}

export type ListVersionRow = Schemas['ListVersionRow']
/** One version of it, with what it changes, every other one, and what the asker may decide. */
export type ListVersion = Omit<Schemas['ListVersionWire'], 'list_row'> & { list_row: ListRow }
