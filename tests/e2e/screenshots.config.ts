import config from './playwright.config'

/** `make screenshots`: the pictures of the README and the manual, taken from the real screens. */
export default { ...config, testMatch: 'screenshots.ts' }
