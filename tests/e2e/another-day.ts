import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { expect } from '@playwright/test'

/** Of everybody in the small city. */
export const password = 'correct horse battery staple'

/** The product on a day of the test's choosing, with a small city and no demo: see tests/support/another_day.py. */
export class AnotherDay {
  private constructor(
    readonly origin: string,
    private readonly folder: string,
    private readonly server: ReturnType<typeof spawn>,
  ) {}

  static async begins(folder: string, moment: string): Promise<AnotherDay> {
    mkdirSync(folder, { recursive: true })
    const port = await freePort()
    writeFileSync(`${folder}/moment`, moment)
    const root = `${__dirname}/../../`
    const server = spawn(`${root}.venv/bin/python`, ['-m', 'tests.support.another_day', String(port), folder], { cwd: root, stdio: 'inherit' })
    const day = new AnotherDay(`http://127.0.0.1:${port}`, folder, server)
    await expect(async () => expect((await fetch(`${day.origin}/health/ready`)).ok).toBe(true)).toPass({ timeout: 60_000 })
    return day
  }

  /** Asks the API as somebody of the small city; with data, it is sent. */
  async asks<T>(username: string, path: string, data?: unknown): Promise<T> {
    const login = await this.sends('/api/session', '', { username, password, client: 'console', device: null })
    return this.sends(path, `Bearer ${login['access_token']}`, data) as Promise<T>
  }

  private async sends(path: string, authorization: string, data?: unknown): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', authorization }
    const answer = await fetch(`${this.origin}${path}`, data === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(data) })
    const told = await answer.text()
    expect(answer.ok, `${path}: ${told}`).toBe(true)
    return told ? JSON.parse(told) : {}
  }

  /** From now on it is this moment: written beside and put in place, so that nobody reads half of it. */
  becomes(moment: string): void {
    writeFileSync(`${this.folder}/next`, moment)
    renameSync(`${this.folder}/next`, `${this.folder}/moment`)
  }

  ends(): void {
    this.server.kill()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
