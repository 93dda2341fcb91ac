import AxeBuilder from '@axe-core/playwright'
import type { APIRequestContext, BrowserContext, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { account, accounts, type DemoAccount, logIn, token } from './people'
import { PushService, subscribable } from './push-service'

/** A record comes back from review: the officer hears of it, with the application open and with it closed. */

interface Waiting {
  officer: DemoAccount
  supervisor: DemoAccount
  id: string
  version: number
}

/** Records that can be returned, of an officer who may log in: the oldest, since other tests close visits meanwhile. */
async function waiting(request: APIRequestContext, count: number): Promise<Waiting[]> {
  const supervisor = account('supervisor')
  const headers = { Authorization: `Bearer ${await token(request, supervisor)}` }
  const listed = await request.get('/api/inspections?state=closed&limit=100', { headers })
  const rows = ((await listed.json()).items as Record<string, never>[]).filter(
    (row) => row['missing_evidence'] === 0 && row['held'] === 0,
  )
  for (const officer of accounts().filter(({ role, agency }) => role === 'officer' && agency === supervisor.agency)) {
    const theirs = rows.filter((row) =>
      (row['officers'] as { name: string }[]).some(({ name }) => name === officer.display_name),
    )
    if (theirs.length >= count)
      return theirs.slice(-count).map(({ id, version }) => ({ officer, supervisor, id, version }))
  }
  throw new Error(`no officer has ${count} records in review`)
}

async function giveBack(request: APIRequestContext, { supervisor, id, version }: Waiting): Promise<void> {
  const headers = { Authorization: `Bearer ${await token(request, supervisor)}` }
  const data = { decision: 'return', words: '请补充现场照片的说明', version, entries: [] }
  const answer = await request.post(`/api/inspections/${id}/reviews`, { headers, data })
  expect(answer.status(), await answer.text()).toBe(201)
}

/** What the push service was sent about the return of a record; other walks return others. */
async function told(service: PushService, record: string): Promise<Record<string, unknown>> {
  const about = () =>
    service.messages.find(({ kind, target }) => kind === 'record_returned' && (target as { id: string }).id === record)
  await expect.poll(about).toBeDefined()
  return about() as Record<string, unknown>
}

/** Hands the worker a push, as the browser does when one comes from its service. */
async function deliver(page: Page, data: unknown): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const registration = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/app/'))
      if (ours) resolve(ours.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const push = { origin: new URL(page.url()).origin, registrationId: await registration }
  await devtools.send('ServiceWorker.deliverPushMessage', { ...push, data: JSON.stringify(data) })
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body, silent }) => ({ title, body, silent }))
  })

/** A tap on the notification, as the worker hears of it; which window it would open is told back. */
async function tap(context: BrowserContext): Promise<string | null> {
  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('there is no service worker')
  return worker.evaluate(async () => {
    const scope = globalThis as unknown as ServiceWorkerGlobalScope
    let opened: string | null = null
    const asked = new Promise<void>((resolve) => {
      scope.clients.openWindow = async (url) => {
        opened = String(url)
        resolve()
        return null
      }
      setTimeout(resolve, 1000)
    })
    const [notification] = await scope.registration.getNotifications()
    if (!notification) throw new Error('nothing is shown')
    scope.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
    await asked
    return opened
  })
}

test('a returned record reaches the officer, and a tap opens it', async ({ browser, request }) => {
  const service = new PushService(Number(process.env['E2E_PORT']) + 1)
  await service.start()
  const [first, second] = await waiting(request, 2)
  if (!first || !second) throw new Error('unreachable')
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, permissions: ['notifications'] })
  await context.addInitScript(subscribable(service.subscription))
  const page = await context.newPage()
  await logIn(page, '/app/', first.officer)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  await test.step('notifications are asked for among the messages, by a button', async () => {
    await page.getByRole('link', { name: /^消息/ }).first().click()
    const enable = page.getByRole('button', { name: '开启通知' })
    await enable.waitFor()
    await expect(async () => {
      // On a machine that is busy the server may be too late: the button stays, and is pressed again.
      if (await enable.isVisible()) await enable.click()
      await expect(enable).toHaveCount(0)
    }).toPass({ timeout: 90_000 })
  })

  await test.step('with the application open the message comes by itself, and sealed to the push service', async () => {
    await giveBack(request, first)
    await expect(page.getByRole('listitem').filter({ hasText: '请补充现场照片的说明' })).toBeVisible()
    await expect(page.getByRole('link', { name: /^消息,\d+ 条未读$/ }).first()).toBeVisible()
    const message = await told(service, first.id)
    expect(JSON.stringify(message)).not.toContain('请补充')
    for (const silent of [false, true]) {
      await deliver(page, message)
      await expect.poll(() => shown(page)).toEqual([{ title: message['title'], body: message['words'], silent }])
    }
    await tap(context)
    await expect(page).toHaveURL(`/app/records/${first.id}`)
    await expect.poll(() => shown(page), { message: 'the message that was tapped goes' }).toEqual([])
  })

  await test.step('the screens are clean to a screen reader', async () => {
    for (const path of ['/app/inbox', '/app/inbox/settings']) {
      await page.goto(path)
      await expect(page.locator('#title')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    }
  })

  await test.step('with the application closed a tap opens it at the record', async () => {
    const elsewhere = await context.newPage()
    await elsewhere.goto('/schema/reference')
    await page.close()
    await giveBack(request, second)
    await deliver(elsewhere, await told(service, second.id))
    const url = await expect
      .poll(() => tap(context).catch(() => null))
      .toBe(`/app/records/${second.id}`)
      .then(() => `/app/records/${second.id}`)
    await elsewhere.goto(url)
    await expect(elsewhere.getByText('请补充现场照片的说明').first()).toBeVisible()
  })

  await test.step('a push that cannot be read is shown all the same', async () => {
    const again = context.pages()[0] as Page
    await deliver(again, 'not what we send')
    await expect.poll(() => shown(again)).toEqual([{ title: '掌上执法', body: '您有新消息,请打开查看。', silent: false }])
  })
  await context.close()
  service.stop()
})
