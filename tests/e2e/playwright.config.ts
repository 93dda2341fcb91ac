import { defineConfig } from '@playwright/test'

/** The port is chosen once, by the first process that reads this file; the others inherit it. */
process.env['PORT'] = process.env['E2E_PORT'] ??= String(20_000 + (process.pid % 20_000))
const origin = `http://127.0.0.1:${process.env['E2E_PORT']}`

/**
 * Three times of one day in one city. Walks that would take a record from each other are apart: in the morning one
 * refers records, at noon some decide on one record each, in the evening the queue is gone through. The others, which
 * ask nothing of a record's state, fill the time beside them.
 */
const files = (...names: string[]) => names.map((name) => `${name}.spec.ts`)
const morning = files('desk', 'accessibility', 'accounts', 'appraisal', 'benchmarks', 'legality')
const noon = files('main-path', 'notify', 'feedback', 'registrar')

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'morning', testMatch: morning },
    { name: 'noon', testMatch: noon, dependencies: ['morning'] },
    { name: 'evening', testMatch: '*.spec.ts', testIgnore: [...morning, ...noon], dependencies: ['noon'] },
  ],
  outputDir: '../../test-results',
  // More than there are cores: pages wait for timers and for the server.
  workers: 4,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  globalSetup: './photographs.ts',
  use: {
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // What was done and when, and how it ended: a film of every walk would cost an eighth of the time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'],
    },
  },
  webServer: {
    command: './serve.sh',
    url: `${origin}/health/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
