import { defineConfig } from '@playwright/test'

/** The port is chosen once, by the first process that reads this file; the others inherit it. */
process.env['PORT'] = process.env['E2E_PORT'] ??= String(20_000 + (process.pid % 20_000))
const origin = `http://127.0.0.1:${process.env['E2E_PORT']}`

export default defineConfig({
  testDir: '.',
  /** A record that is referred cannot be decided meanwhile, and the others decide on records as they find them. */
  projects: [
    { name: 'referrals', testMatch: 'desk.spec.ts' },
    { name: 'all else', testMatch: '*.spec.ts', testIgnore: 'desk.spec.ts', dependencies: ['referrals'] },
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
    trace: 'retain-on-failure',
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
