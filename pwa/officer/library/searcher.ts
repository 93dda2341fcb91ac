import type { Asking, Found, Hit, Likeness } from './searching.ts'

export type Question =
  | { ask: 'load'; files: ArrayBuffer[] }
  | ({ ask: 'search'; query: string } & Asking)
  | ({ ask: 'alike'; text: string } & Likeness)
  | { ask: 'hits'; codes: string[] }

/** `spent`: milliseconds in the worker. */
export interface Answer {
  id: number
  said: number | Found | Hit[] | (Hit | null)[]
  spent: number
}

/** Asks the worker and waits for its answer. */
export class Searcher {
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  private readonly waiting = new Map<number, (answer: Answer) => void>()
  private last = 0
  /** Milliseconds that the last answer took in the worker. */
  spent = 0

  constructor() {
    this.worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.spent = data.spent
      this.waiting.get(data.id)?.(data)
      this.waiting.delete(data.id)
    })
  }

  load(files: ArrayBuffer[]): Promise<number> {
    return this.ask<number>({ ask: 'load', files }, files)
  }

  search(query: string, asking: Asking): Promise<Found> {
    return this.ask<Found>({ ask: 'search', query, ...asking })
  }

  alike(text: string, asking: Likeness): Promise<Hit[]> {
    return this.ask<Hit[]>({ ask: 'alike', text, ...asking })
  }

  hits(codes: string[]): Promise<(Hit | null)[]> {
    return this.ask<(Hit | null)[]>({ ask: 'hits', codes })
  }

  end(): void {
    this.worker.terminate()
  }

  private ask<T extends Answer['said']>(question: Question, moved: Transferable[] = []): Promise<T> {
    const id = ++this.last
    return new Promise((resolve) => {
      this.waiting.set(id, ({ said }) => resolve(said as T))
      this.worker.postMessage({ id, question }, moved)
    })
  }
}
