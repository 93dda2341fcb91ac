// First load and offline start of the officer's app in Chromium, with the CPU slowed down four times.
// node browser.cjs ORIGIN USERNAME PASSWORD
const { chromium } = require('@playwright/test')

const [origin, username, password] = process.argv.slice(2)
const SLOWER = 4
const RUNS = 5

const say = (name, value, against) => console.log(`${name.padEnd(46)} ${value.padStart(16)}   ${against}`)
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

async function slow(page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return devtools
}

async function firstLoad(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const devtools = await slow(page)
  let bytes = 0
  await devtools.send('Network.enable')
  devtools.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  const started = performance.now()
  await page.goto(`${origin}/app/`)
  await page.getByRole('button', { name: '登录' }).waitFor()
  const spent = performance.now() - started
  await page.waitForLoadState('networkidle')
  await context.close()
  return { bytes, spent }
}

async function offlineStarts(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(`${origin}/app/`)
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: '开始检查' }).waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForTimeout(3000)
  await context.setOffline(true)
  await slow(page)
  const spent = []
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now()
    await page.goto(`${origin}/app/`)
    await page.getByRole('button', { name: '开始检查' }).waitFor()
    spent.push(performance.now() - started)
  }
  await context.close()
  return spent
}

async function main() {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'],
  })
  const loads = []
  for (let run = 0; run < RUNS; run += 1) loads.push(await firstLoad(browser))
  say('first load of /app/, over the wire', `${(loads[0].bytes / 1000).toFixed(0)} kB`, 'limit 250 kB')
  say('first load of /app/, 4x slower CPU', `${(median(loads.map((load) => load.spent)) / 1000).toFixed(2)} s`, `median of ${RUNS}`)
  const starts = await offlineStarts(browser)
  say('start with no signal, 4x slower CPU', `${(median(starts) / 1000).toFixed(2)} s`, `limit 1.50 s, median of ${RUNS}`)
  await browser.close()
}

main()
