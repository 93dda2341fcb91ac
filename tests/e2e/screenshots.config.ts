import config from './playwright.config'

/** As a citizen's or an officer's browser is: its own fields and buttons speak Chinese (Debian's chromium-l10n). */
const launchOptions = { ...config.use?.launchOptions, env: { ...process.env, LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' } }

/** `make screenshots`: the pictures of the README and the manual, taken from the real screens. */
export default {
  ...config,
  use: { ...config.use, launchOptions },
  projects: [{ name: 'pictures', testMatch: 'screenshots.ts' }],
}
