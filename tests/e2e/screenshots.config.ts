import config from './playwright.config'

/** `make screenshots`: the pictures of the README and the manual, taken from the real screens. */
export default { ...config, projects: [{ name: 'pictures', testMatch: 'screenshots.ts' }] }
