import { expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { account, accounts, logIn } from './people'

/** An account from its opening to the password that only its holder knows, at the desk and on the phone. */

const chosen = '三月里的小雨 2026'

test('an administrator hands out one-time passwords, and their holders replace them', async ({ browser, page }) => {
  const check = checker(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn(page, '/console/', account('administrator'))
  await page.goto('/console/accounts')
  await page.getByRole('button', { name: '开通账号' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('角色').selectOption('supervisor')
  await form.getByLabel('姓名').fill('卫新民')
  await form.getByLabel('单位').selectOption({ label: '盐湖区市场监督管理局' })
  await form.getByLabel('账号').fill('yanhu-fz')
  await page.screenshot({ path: test.info().outputPath('new.png') })
  await check('new account')
  await form.getByRole('button', { name: '开通并显示一次性密码' }).click()
  await expect(form.getByRole('alert')).toContainText('已有人使用')
  await form.getByLabel('账号').fill('yanhu-fz2')
  await form.getByRole('button', { name: '开通并显示一次性密码' }).click()
  const first = await handedOut(page)
  await page.screenshot({ path: test.info().outputPath('handed.png') })
  await check('one-time password')
  await page.getByRole('button', { name: '已记下,关闭' }).click()
  await expect(page.getByRole('row', { name: /yanhu-fz2/ })).toContainText('待本人设密码')

  const desk = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await desk.goto('/console/')
  await enter(desk, 'yanhu-fz2', first)
  await desk.getByLabel('新密码', { exact: true }).fill('short')
  await desk.getByLabel('再输一次新密码').fill('short')
  await desk.getByRole('button', { name: '设置密码并登录' }).click()
  await expect(desk.getByRole('alert')).toContainText('至少 10 位')
  await desk.screenshot({ path: test.info().outputPath('desk-choose.png') })
  await checker(desk)('choose a password at the desk')
  await choose(desk)
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('待审')

  const officer = accounts().findLast((who) => who.role === 'officer')
  if (!officer) throw new Error('the demo city has officers')
  await page.getByLabel('账号或姓名').fill(officer.username)
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('button', { name: `重设密码 ${officer.display_name}` }).click()
  await check('reset a password')
  await page.getByRole('button', { name: '重设并显示一次性密码' }).click()
  const second = await handedOut(page)
  const phone = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })).newPage()
  await phone.goto('/app/')
  await enter(phone, officer.username, second)
  await phone.getByLabel('新密码', { exact: true }).waitFor()
  await phone.screenshot({ path: test.info().outputPath('phone-choose.png') })
  await checker(phone)('choose a password on the phone')
  await choose(phone)
  await phone.getByRole('button', { name: '开始检查' }).waitFor()
  await phone.goto('/app/mine')
  await phone.getByRole('button', { name: '修改密码' }).click()
  await phone.getByLabel('原密码').fill('not this one')
  await phone.getByLabel('新密码', { exact: true }).fill(`${chosen}!`)
  await phone.getByLabel('再输一次新密码').fill(`${chosen}!`)
  await phone.getByRole('button', { name: '更改密码' }).click()
  await expect(phone.getByText('原密码不正确')).toBeVisible()
  await phone.screenshot({ path: test.info().outputPath('phone-change.png') })
  await checker(phone)('change the password')
  await phone.getByLabel('原密码').fill(chosen)
  await phone.getByRole('button', { name: '更改密码' }).click()
  await expect(phone.getByText('密码已更改')).toBeVisible()
})

async function handedOut(page: Page): Promise<string> {
  const told = page.getByRole('dialog', { name: /的一次性密码$/ })
  return told.locator('code').nth(1).innerText()
}

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

async function choose(page: Page): Promise<void> {
  await page.getByLabel('新密码', { exact: true }).fill(chosen)
  await page.getByLabel('再输一次新密码').fill(chosen)
  await page.getByRole('button', { name: '设置密码并登录' }).click()
  await expect(page.getByLabel('再输一次新密码')).toHaveCount(0)
}
