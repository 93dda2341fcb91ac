import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { account, accounts, type DemoAccount, logIn, settled, token } from './people'

test.use({ viewport: { width: 1440, height: 900 } })
test.setTimeout(300_000)

const supervisor = account('supervisor', account('officer').agency)
/** Of another county. */
const other = account('supervisor', '芮城县市场监督管理局')

async function enter(page: Page, who: DemoAccount): Promise<void> {
  await page.request.delete('/api/session?client=console')
  await logIn(page, '/console/', who)
}

/** A record that may be referred, from the end of the list: other tests decide on the newest meanwhile. */
async function openClean(page: Page): Promise<string> {
  await page.goto('/console/queue?sort=newest')
  const rows = page.locator('a[data-row]')
  await rows.first().waitFor()
  for (let number = (await rows.count()) - 1; number >= 0; number -= 1) {
    await rows.nth(number).click()
    await expect(page.getByRole('heading', { name: '时间线' })).toBeVisible()
    if (await page.getByRole('button', { name: '移送', exact: true }).isEnabled()) return page.url()
    await page.goBack()
    await rows.first().waitFor()
  }
  throw new Error('no record that may be referred')
}

async function refer(page: Page, to: string, words: string): Promise<void> {
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: '移送其他单位' })
  await dialog.getByLabel('接收单位(输入名称查找)').fill(to)
  await dialog.getByRole('radio', { name: to }).check()
  await dialog.getByLabel(/^移送理由/).fill(words)
  await dialog.getByRole('button', { name: '确认移送' }).click()
  await expect(dialog).toHaveCount(0)
}

const box = (page: Page) => page.getByRole('region', { name: '移送' })

test('a record is referred, given back, referred again, accepted and reviewed by the other agency', async ({ page }) => {
  const check = checker(page)
  await logIn(page, '/console/', supervisor)
  const record = await openClean(page)
  const subject = (await page.getByRole('heading', { level: 1 }).textContent())?.trim() as string

  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: '移送其他单位' })
  await expect(dialog.getByRole('radio').first()).toBeVisible()
  await check('referring a record')
  await test.step('what was asked before is not to be chosen from', async () => {
    const answers = /referral-agencies\?q=/
    await page.route(answers, (route) => setTimeout(() => void route.continue(), 500))
    await dialog.getByRole('radio').first().check()
    await dialog.getByLabel('接收单位(输入名称查找)').fill(other.agency)
    await expect(dialog.getByRole('radio').first()).toBeDisabled()
    await expect(dialog.getByRole('radio')).toHaveCount(1)
    await expect(dialog.getByRole('radio', { name: other.agency })).not.toBeChecked()
    await page.unroute(answers)
  })
  await page.keyboard.press('Escape')
  await refer(page, other.agency, '经核实,属贵单位管辖')
  await expect(box(page)).toContainText('待接收')
  await expect(page.getByRole('button', { name: '通过', exact: true })).toBeDisabled()
  await check('a record referred')
  await page.keyboard.press('u')
  await expect(box(page)).toContainText('已收回')
  await expect(page.getByRole('button', { name: '通过', exact: true })).toBeEnabled()
  await refer(page, other.agency, '经核实,属贵单位管辖,请接收')
  await expect(box(page)).toContainText('待接收')

  await enter(page, other)
  await page.goto('/console/inbox')
  await expect(page.getByText('移送“').first()).toBeVisible()
  await page.goto('/console/referrals')
  await expect(page.getByText('请接收').first()).toBeVisible()
  await check('referrals received')
  await page.getByRole('link', { name: subject }).first().click()
  await box(page).getByRole('button', { name: '退还' }).click()
  const giving = page.getByRole('dialog', { name: '退还移送' })
  await giving.getByLabel(/^退还的理由/).fill('经查不在本辖区')
  await giving.getByRole('button', { name: '确认退还' }).click()
  await expect(page.getByRole('heading', { name: '移送', level: 1 })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: subject }).first()).toContainText('已退还')

  await enter(page, supervisor)
  await page.goto(record)
  await expect(box(page)).toContainText('经查不在本辖区')
  await refer(page, other.agency, '附营业执照,住所确在贵辖区')
  await page.goto('/console/referrals?direction=out')
  await expect(page.getByRole('cell').filter({ hasText: '已退还' }).first()).toBeVisible()
  await check('referrals sent')

  await enter(page, other)
  await page.goto(record)
  await box(page).getByRole('button', { name: '接收,由本单位审核' }).click()
  await expect(box(page)).toContainText('已接收')
  await page.getByRole('button', { name: '退回', exact: true }).click()
  const returning = page.getByRole('dialog', { name: '退回补正' })
  await returning.getByRole('textbox').fill('请补充营业执照照片')
  await returning.getByRole('button', { name: '确认退回补正' }).click()
  await expect(page.getByText(/^已退回补正:/)).toBeVisible()

  await enter(page, supervisor)
  await page.goto(record)
  await expect(page.getByText(`记录已由${other.agency}接收,由其审核`)).toBeVisible()
  for (const step of ['移送', '收回移送', '退还移送', '接收移送'])
    await expect(page.locator('#reading').getByText(step, { exact: true }).first()).toBeVisible()
})

test('alerts are handed to a person, put off with a reason and closed with what was found', async ({ page }) => {
  const check = checker(page)
  await logIn(page, '/console/', supervisor)
  await page.goto('/console/alerts')
  await page.locator('a[data-row]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('已选 2 条')).toBeVisible()
  await check('alerts picked')
  await page.getByRole('button', { name: '批量交办' }).click()
  const many = page.getByRole('dialog', { name: '交办预警' })
  const overseer = many.getByLabel('处理人').locator('option').last()
  const name = ((await overseer.textContent()) ?? '').trim().split('(')[0] as string
  await many.getByLabel('处理人').selectOption({ label: ((await overseer.textContent()) ?? '').trim() })
  await many.getByLabel(/^交办说明/).fill('请一并核实')
  await check('handing alerts out')
  await many.getByRole('button', { name: '确认交办' }).click()
  await expect(many).toHaveCount(0)
  await expect(page.getByRole('cell').filter({ hasText: name })).toHaveCount(2)

  await page.getByRole('row').filter({ hasText: name }).locator('a[data-row]').first().click()
  await expect(page.getByText('请一并核实')).toBeVisible()
  const alert = page.url()
  await page.getByRole('button', { name: '交办', exact: true }).click()
  await many.getByLabel('处理人').selectOption({ index: 1 })
  await many.getByRole('button', { name: '确认交办' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '交办' })).toHaveCount(2)

  await page.getByRole('button', { name: '暂缓' }).click()
  const step = page.getByRole('dialog')
  await step.getByLabel('暂缓的理由').fill('等当事人提交材料')
  await step.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('暂缓至')).toBeVisible()
  await expect(step).toHaveCount(0)
  await page.getByRole('button', { name: '关闭', exact: true }).click()
  await step.getByLabel('结论').selectOption('lawful')
  await step.getByLabel('查明的事实').fill('两名执法人员在场,照片可证')
  await step.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('结论:查明,合法合规')).toBeVisible()
  await check('an alert closed')

  const told = accounts().find(({ display_name }) => display_name === name) as DemoAccount
  await enter(page, told)
  await page.goto('/console/inbox')
  await expect(page.getByText('预警交由您处理').first()).toBeVisible()
  await page.goto(alert)
  await expect(page.getByText('两名执法人员在场,照片可证')).toBeVisible()
})

test('records are given to a reviewer, who finds them among their own; the giver takes it back', async ({ page }) => {
  const check = checker(page)
  await logIn(page, '/console/', supervisor)
  await page.goto('/console/queue?sort=newest')
  await page.locator('a[data-row]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('button', { name: '批量交办' }).click()
  const dialog = page.getByRole('dialog', { name: '交办审核' })
  const mine = dialog.getByLabel('审核人员').locator('option', { hasText: supervisor.display_name })
  await dialog.getByLabel('审核人员').selectOption({ label: ((await mine.first().textContent()) ?? '').trim() })
  await check('giving records out')
  await dialog.getByRole('button', { name: '确认交办' }).click()
  await expect(page.getByText('已交办 2 份记录。')).toBeVisible()
  await page.getByLabel('给我的').check()
  await expect(page.locator('a[data-row]')).toHaveCount(2)
  await page.keyboard.press('u')
  await expect(page.getByText('已撤销交办。')).toBeVisible()
  await expect(page.locator('a[data-row]')).toHaveCount(0)
})

test('an assisting office reads and comments, and decides nothing', async ({ page, request }) => {
  const assistant = account('assistant')
  await logIn(page, '/console/', supervisor)
  const record = await openClean(page)
  const id = record.split('/').at(-1) as string
  await refer(page, '中城街道', '由街道办理')
  await expect(box(page)).toContainText('待接收')

  await enter(page, assistant)
  await page.goto(record)
  await expect(page.getByRole('heading', { name: '时间线' })).toBeVisible()
  for (const name of ['通过', '退回', '移送', '交办', '送法制审核', '接收,由本单位审核', '退还'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  for (const key of ['a', 'r', 'm']) await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await checker(page)('a record for an assisting office')
  await page.keyboard.press('n')
  await page.keyboard.insertText('司法所意见:请核对当事人姓名')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('#reading').getByText('司法所意见:请核对当事人姓名')).toBeVisible()
  for (const door of ['待审', '移送', '评查', '法制审核'])
    await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: door })).toHaveCount(0)
  await settled(page)

  const headers = { authorization: `Bearer ${await token(request, assistant)}` }
  const nobody = '00000000-0000-0000-0000-000000000000'
  const asked = {
    [`/api/inspections/${id}/reviews`]: { decision: 'accept', version: 1 },
    '/api/reviews': { decision: 'accept', records: [{ id, version: 1 }] },
    '/api/reviews/undo': { reviews: [nobody] },
    [`/api/inspections/${id}/referrals`]: { agency_id: nobody, version: 1, words: '试' },
    '/api/inspections/assignments': { reviewer: null, records: [{ id }] },
    '/api/alerts/assignments': { owner: nobody, alerts: [{ id: nobody, seen: null }] },
  }
  for (const [path, data] of Object.entries(asked)) {
    const answer = await request.post(path, { headers, data })
    expect([path, answer.status()]).toEqual([path, 403])
  }

  await enter(page, supervisor)
  await page.goto(record)
  await page.getByRole('button', { name: '收回移送' }).click()
  await expect(box(page)).toContainText('已收回')
})

test('the overseer takes what was signed of the ledger along', async ({ page }) => {
  await logIn(page, '/console/', account('overseer'))
  await page.getByRole('link', { name: '台账' }).click()
  await expect(page.getByRole('table', { name: '检查点' }).locator('[data-row]').first()).toBeVisible()
  const save = page.getByRole('button', { name: '下载全部检查点' })
  await page.context().setOffline(true)
  await save.click()
  await expect(page.getByText('没有连上服务器')).toBeVisible()
  await page.context().setOffline(false)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '重试' }).click()])
  for (const line of readFileSync(await file.path(), 'utf8').trim().split('\n')) {
    const [header, said] = line.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
    expect(header.typ).toBe('ledger-checkpoint+jwt')
    expect(said).toMatchObject({ demo: true, position: expect.any(Number), head: expect.any(String) })
  }
})
