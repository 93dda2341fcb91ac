import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { Phone } from './codes'
import { account } from './people'

/**
 * The public pages as Lighthouse weighs them for a phone. What depends on the page alone is held to 98 of 100;
 * its speed, which depends on whatever else the machine is doing as well, is told and not held.
 */

const run = promisify(execFile)
const least = 98

test('a phone finds the public pages accessible, sound and well described', async ({ request, baseURL }) => {
  const phone = await new Phone().register(request, account('officer'))
  for (const path of [phone.shows(), '/register/matters']) {
    const { performance, ...rest } = await weighed(`${baseURL}${path}`)
    for (const [category, score] of Object.entries(rest)) expect(score, `${category} of ${path}`).toBeGreaterThanOrEqual(least)
    console.log(`Lighthouse, performance of ${path.slice(0, 12)}: ${performance}`)
  }
})

/** Points of a hundred by category. */
async function weighed(url: string): Promise<Record<string, number>> {
  const cli = require.resolve('lighthouse/cli/index.js')
  const options = [
    '--quiet',
    '--output=json',
    '--throttling-method=simulate',
    '--no-enable-error-reporting',
    '--skip-audits=full-page-screenshot,screenshot-thumbnails,final-screenshot',
    '--chrome-flags=--headless=new --no-sandbox --disable-background-networking --disable-quic',
  ]
  const env = { ...process.env, CHROME_PATH: '/usr/bin/chromium' }
  const { stdout } = await run(process.execPath, [cli, url, ...options], { env, maxBuffer: 2 ** 26 })
  const { categories } = JSON.parse(stdout) as Report
  return Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)]))
}

interface Report {
  categories: Record<string, { score: number }>
}
