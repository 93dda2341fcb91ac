import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'

const root = `${__dirname}/../../`
const folder = `${root}test-results-photos`

/** Makes five photographs of 3 MB or more, with real content and EXIF, once. */
export default function makePhotographs(): void {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length >= 5) return
  const command = ['-m', 'tests.support.photos', folder, '--count', '5', '--min-bytes', '3000000']
  execFileSync(`${root}.venv/bin/python`, command, { cwd: root, stdio: 'inherit' })
}

/** The photographs' paths with the SHA-256 of their bytes. */
export function photographs(): { path: string; sha256: string; size: number }[] {
  return readdirSync(folder)
    .sort()
    .slice(0, 5)
    .map((name) => {
      const bytes = readFileSync(`${folder}/${name}`)
      return { path: `${folder}/${name}`, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
    })
}
