import type { Benchmark } from '@shared/benchmarks/types.ts'
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import { db, type OfficerDatabase } from '../../db/database.ts'
import type { LibraryRow } from '../../db/rows.ts'
import { Searcher } from '../../library/searcher.ts'
import { documentsOf, indexFiles, libraryOn, type Manifest } from '../../packs/library.ts'
import { useLive } from '../../shell/live.ts'

/** A version in force as the pack holds it. */
export interface Held {
  id: string
  version: number
  sha256: string
  benchmark: Benchmark
}

interface Open {
  account: string
  mark: string
  searcher: Promise<Searcher>
}

let open: Open | null = null

/** The search over the library that is in use, loaded once for all screens; a new library loads it anew. */
function searcherOf(database: OfficerDatabase, { manifest }: LibraryRow): Promise<Searcher> {
  if (open?.account === database.account && open.mark === manifest.mark) return open.searcher
  void open?.searcher.then((old) => old.end())
  open = { account: database.account, mark: manifest.mark, searcher: loaded(database, manifest) }
  return open.searcher
}

async function loaded(database: OfficerDatabase, manifest: Manifest): Promise<Searcher> {
  const searcher = new Searcher()
  await searcher.load(await indexFiles(database, manifest))
  return searcher
}

export interface Library {
  /** What is held; `null` where nothing is, `undefined` while that is being read. */
  held: Ref<LibraryRow | null | undefined>
  searcher: Ref<Searcher | null>
  fault: Ref<string>
}

/** The library for a screen, followed while it is updated. */
export function useLibrary(): Library {
  const database = db()
  const held = useLive<LibraryRow | null | undefined>(() => libraryOn(database), undefined)
  const searcher = shallowRef<Searcher | null>(null)
  const fault = ref('')
  const load = async (row: LibraryRow | null | undefined) => {
    if (!row) return
    try {
      searcher.value = await searcherOf(database, row)
      fault.value = ''
    } catch {
      fault.value = '本机的裁量基准没有读出来。请在“我的”里点“更新资料”,或重新打开应用。'
    }
  }
  onScopeDispose(watch(held, load, { immediate: true }))
  return { held, searcher, fault }
}

/** The benchmark of a code, or `null` where the library in use does not hold it. */
export async function benchmarkOf(code: string): Promise<Held | null> {
  const library = await libraryOn(db())
  const stretch = library?.manifest.stretches.findLast(({ first }) => first <= code)
  if (!stretch) return null
  const documents = await documentsOf<Held>(db(), stretch.documents.sha256)
  return documents.find(({ benchmark }) => benchmark.code === code) ?? null
}
