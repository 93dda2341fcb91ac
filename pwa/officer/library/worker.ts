/** The search in a thread of its own: typing never waits for it. */
import { readIndexFile } from './postings.ts'
import type { Answer, Question } from './searcher.ts'
import { SearchIndex } from './searching.ts'

let index = new SearchIndex([])

function answered(question: Question): Answer['said'] {
  switch (question.ask) {
    case 'load':
      index = new SearchIndex(question.files.map(readIndexFile))
      return index.size
    case 'search':
      return index.search(question.query, question)
    case 'alike':
      return index.alike(question.text, question)
    case 'hits':
      return question.codes.map((code) => index.hit(code))
  }
}

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; question: Question }>) => {
  const began = performance.now()
  const said = answered(data.question)
  self.postMessage({ id: data.id, said, spent: performance.now() - began } satisfies Answer)
})
