import { defineConfig } from '@playwright/test'

/** The port is chosen once, by the first process that reads this file; the others inherit it. */
process.env['PORT'] = process.env['E2E_PORT'] ??= String(20_000 + (process.pid % 20_000))
const origin = `http://127.0.0.1:${process.env['E2E_PORT']}`

/** Walks that decide on records as they find them, so not while another has one of them referred. */
const deciding = ['legality', 'main-path', 'notify', 'review'].map((name) => `${name}.spec.ts`)

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'looking and referring', testMatch: '*.spec.ts', testIgnore: deciding },
    { name: 'deciding', testMatch: deciding, dependencies: ['looking and referring'] },
  ],
  outputDir: '../../test-results',
  // One more than there are cores: pages wait for timers and for the server.
  workers: 3,
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
