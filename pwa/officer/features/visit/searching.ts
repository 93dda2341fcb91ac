/** Finding a subject in the pack on the phone: any substring of name, code or address. */

export interface Findable {
  id: string
  name: string
  uscc?: string | null
  address?: string | null
}

export interface SubjectIndex<S extends Findable> {
  subjects: readonly S[]
  /** All subjects in one string, because one indexOf beats fifty thousand. */
  text: string
  /** Where each subject's line starts in the text, ascending. */
  starts: number[]
}

const LINE = '\n'

/** Full-width forms folded and letters lowered, so that what is typed meets what is stored. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

export function indexSubjects<S extends Findable>(subjects: readonly S[]): SubjectIndex<S> {
  const starts: number[] = []
  const lines: string[] = []
  let at = 0
  for (const subject of subjects) {
    const line = folded([subject.name, subject.uscc ?? '', subject.address ?? ''].join('\t')).replaceAll(
      LINE,
      ' ',
    )
    starts.push(at)
    lines.push(line)
    at += line.length + LINE.length
  }
  return { subjects, text: lines.join(LINE), starts }
}

/** Subjects that contain every word of the query; those matched in the name first. */
export function searchSubjects<S extends Findable>(index: SubjectIndex<S>, query: string, limit = 30): S[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  const [first, ...others] = words
  if (!first) return []
  const found = linesWith(index, first)
    .map((line) => index.subjects[line])
    .filter((subject): subject is S => subject !== undefined && others.every((word) => holds(subject, word)))
  return byName(found, first).slice(0, limit)
}

function holds(subject: Findable, word: string): boolean {
  return folded(`${subject.name}\t${subject.uscc ?? ''}\t${subject.address ?? ''}`).includes(word)
}

function byName<S extends Findable>(found: S[], word: string): S[] {
  const named = found.filter((subject) => folded(subject.name).includes(word))
  const rest = found.filter((subject) => !folded(subject.name).includes(word))
  return [...named, ...rest]
}

function linesWith<S extends Findable>(index: SubjectIndex<S>, word: string): number[] {
  const lines: number[] = []
  let from = index.text.indexOf(word)
  while (from !== -1) {
    const line = lineAt(index.starts, from)
    lines.push(line)
    const next = index.starts[line + 1]
    from = next === undefined ? -1 : index.text.indexOf(word, next)
  }
  return lines
}

/** The last line that starts at or before a place. */
function lineAt(starts: readonly number[], place: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}
