/**
 * weigh.mjs CATEGORIES, then on standard input a JSON list of { url, skip }: Lighthouse in one process and one
 * browser. Prints a JSON list of points of a hundred by category, a page each.
 */
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

const require = createRequire(new URL('../../pwa/node_modules/lighthouse/package.json', import.meta.url))
const from = async (name) => import(pathToFileURL(require.resolve(name)).href)
const { default: lighthouse } = await from('lighthouse/core/index.js')
const { launch } = await from('chrome-launcher')

const pictures = ['full-page-screenshot', 'screenshot-thumbnails', 'final-screenshot']
const onlyCategories = process.argv[2].split(',')
const chrome = await launch({
  chromePath: '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-quic'],
})
const found = []
for (const { url, skip } of JSON.parse(await text(process.stdin))) {
  const flags = { port: chrome.port, logLevel: 'error', throttlingMethod: 'simulate', onlyCategories, skipAudits: [...pictures, ...skip] }
  const { lhr } = await lighthouse(url, flags)
  found.push(Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)])))
}
await chrome.kill()
console.log(JSON.stringify(found))
