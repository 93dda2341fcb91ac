// Search in 50,000 benchmarks in Chromium with the CPU slowed down four times: the shipped index against MiniSearch
// and against a plain substring scan, in the same run. node library.cjs FOLDER
// The slowing acts on a page's main thread only, not on workers, so the worker's code is measured there. What
// messages to a real worker add is measured apart, without slowing.
const { createServer } = require('node:http')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { chromium } = require('@playwright/test')

const folder = process.argv[2]
const root = path.join(__dirname, '../..')
const SLOWER = 4

const say = (name, value, against) => console.log(`${name.padEnd(46)} ${value.padStart(16)}   ${against}`)
const at = (values, part) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]
const ms = (values, part) => at(values, part).toFixed(2)

async function bundle() {
  const { build } = await import(path.join(root, 'pwa/node_modules/vite/dist/node/index.js'))
  const alias = { minisearch: path.join(root, 'pwa/node_modules/minisearch') }
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias },
    build: { outDir: folder, emptyOutDir: false, lib: { entry: path.join(__dirname, 'library-page.ts'), formats: ['es'], fileName: () => 'page.js' } },
  })
}

function serve() {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(404).end()
    const page = request.url === '/'
    response.setHeader('content-type', page ? 'text/html' : request.url.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')
    response.end(page ? '<!doctype html><title>bench</title>' : readFileSync(path.join(folder, path.normalize(request.url))))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function main() {
  await bundle()
  const server = await serve()
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] })
  const page = await browser.newPage()
  page.setDefaultTimeout(0)
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await page.evaluate(async () => {
    window.bench = await import('/page.js')
    await window.bench.fetchAll()
  })
  const rival = await page.evaluate(() => window.bench.buildRival())
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const loaded = await page.evaluate(() => window.bench.load())
  const told = await page.evaluate(() => window.bench.measure())
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  const same = await page.evaluate(() => window.bench.compare())
  const how = `each query's best of ${told.rounds} rounds`
  say('library: loading the index, 4x slower CPU', `${(loaded / 1000).toFixed(2)} s`, 'in the worker, once a start')
  say('library: search on the phone, 4x slower CPU', `p95 ${ms(told.ours, 0.95)} ms`, `limit 5 ms, p50 ${ms(told.ours, 0.5)} ms; first ${told.shown} ranked, ${how}`)
  for (const [kind, spent] of told.kinds) say(`  ${kind}`, `p95 ${ms(spent, 0.95)} ms`, `p50 ${ms(spent, 0.5)} ms`)
  say('  plain substring scan', `p95 ${ms(told.scan, 0.95)} ms`, `p50 ${ms(told.scan, 0.5)} ms; same hits in ${same.asked - same.differing.length} of ${same.asked} queries`)
  say('  MiniSearch over pairs of characters', `p95 ${ms(told.rival, 0.95)} ms`, `p50 ${ms(told.rival, 0.5)} ms; built in ${(rival / 1000).toFixed(1)} s without slowing`)
  const worker = await page.evaluate(() => window.bench.throughWorker())
  say('  through the worker and back, not slowed', `p95 ${ms(worker.round, 0.95)} ms`, `p50 ${ms(worker.round, 0.5)} ms; in the worker ${ms(worker.inside, 0.95)} and ${ms(worker.inside, 0.5)} ms`)
  await browser.close()
  server.close()
  if (same.differing.length > 0) throw new Error(`hits differ: ${same.differing.join(', ')}`)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
