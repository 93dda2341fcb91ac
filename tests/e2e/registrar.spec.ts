import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { account, accounts, logIn } from './people'
import { photographs } from './photographs'

/** What a registrar does in a year, with the second person who approves it; each screen is put to axe on the way. */

const number = '14080299001'

/** Each waits for the other's decision: nothing here is made quicker by trying again. */
test.describe.configure({ timeout: 240_000 })

test('a certificate from its application to the printed card', async ({ browser, page }) => {
  const [one, two] = accounts().filter((who) => who.role === 'registrar' && who.agency === account('registrar').agency)
  if (!one || !two) throw new Error('the demo city has two registrars of one agency')
  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn(page, '/console/', one)
  const second = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })).newPage()
  await logIn(second, '/console/', two)
  const check = checker(page)

  await page.goto('/console/credentials/new')
  await page.getByRole('button', { name: '提交申领' }).click()
  await expect(page.getByText('还有 10 处没有填好')).toBeVisible()
  await seen(page, 'new', check)
  await enter(page)
  await page.getByRole('button', { name: '提交申领' }).click()
  await expect(page.getByText(`(${number})已提交`)).toBeVisible()
  await second.goto('/console/credentials/changes')
  await second.getByRole('button', { name: /^同意 / }).click()
  await seen(second, 'decide', checker(second))
  await decide(second, '同意', '材料齐全')

  await page.goto(`/console/credentials/by-number/${number}`)
  await page.getByRole('button', { name: '登记照片' }).click()
  await page.getByLabel(/近期免冠/).setInputFiles(photographs()[0]?.path ?? '')
  await seen(page, 'portrait', check)
  await page.getByRole('button', { name: '提交照片' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await step(page, '发证', check)
  await decide(second, '同意', '')
  await decide(second, '同意', '')
  await page.reload()
  await expect(page.locator('a.code')).toBeVisible()
  await record(page, check)
  await seen(page, 'record', check)

  await page.getByRole('button', { name: '换发二维码' }).click()
  await page.getByLabel('理由(必填)').fill('卡面磨损')
  await seen(page, 'reissue', check)
  const before = await page.locator('a.code').innerText()
  await page.getByRole('button', { name: '确认换发' }).click()
  await expect(page.locator('a.code')).not.toHaveText(before)
  const printed = page.waitForEvent('download')
  await page.getByRole('button', { name: '打印证件(PDF)' }).click()
  expect(readFileSync(await (await printed).path()).subarray(0, 5).toString()).toBe('%PDF-')

  await step(page, '暂扣', check)
  await decide(second, '不同意', '请附文书')
  await page.reload()
  await expect(page.getByText('请附文书')).toBeVisible()
})

test('a file is looked at, mended, sent and approved as a whole', async ({ page, browser }) => {
  const [one, two] = accounts().filter((who) => who.role === 'registrar' && who.agency === account('registrar').agency)
  if (!one || !two) throw new Error('the demo city has two registrars of one agency')
  await logIn(page, '/console/', one)
  const check = checker(page)
  await page.goto('/console/credentials?q=1408')
  await page.locator('[data-row]').first().waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV 表格' }).click()
  const [head = '', first = ''] = readFileSync(await (await download).path(), 'utf8').split(/\r?\n/)
  const cells = first.split(',')
  const area = head.replace('\ufeff', '').split(',').findIndex((name) => name.startsWith('执法区域'))
  const kind = head.replace('\ufeff', '').split(',').findIndex((name) => name.startsWith('证件种类'))
  const good = [head, cells.with(area, '运城市全域').join(',')].join('\r\n')
  const bad = [head, cells.with(kind, '市发').join(',')].join('\r\n')

  await page.goto('/console/credentials/import')
  await choose(page, bad)
  await expect(page.getByRole('heading', { name: '错误', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '提交审批' })).toHaveCount(0)
  await seen(page, 'import-wrong', check)
  await choose(page, good)
  await expect(page.getByRole('heading', { name: '将要改动的内容' })).toBeVisible()
  await seen(page, 'import-good', check)
  await page.getByRole('button', { name: '提交审批' }).click()
  await expect(page.getByText('已提交,等待另一位')).toBeVisible()
  const second = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })).newPage()
  await logIn(second, '/console/', two)
  await second.goto('/console/credentials/changes')
  await second.getByRole('link', { name: '逐行查看导入内容' }).first().click()
  await expect(second.getByText('运城市全域')).toBeVisible()
  await seen(second, 'import-report', checker(second))
  await decide(second, '同意', '')

  await page.goto('/console/credentials/training')
  await page.getByRole('checkbox', { name: /^选择 / }).first().check()
  await page.getByRole('button', { name: /登记学时\(1 人\)/ }).click()
  await page.getByLabel('课程名称').fill('行政处罚法专题')
  await page.getByLabel('类别').selectOption('public_law')
  await page.getByLabel('学时(必填').fill('6')
  await seen(page, 'training', check)
  await page.getByRole('dialog').getByRole('button', { name: '登记学时' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

async function enter(page: Page): Promise<void> {
  await page.getByLabel('首次领证人员的姓名').fill('薛晋生')
  await page.getByLabel('执法单位(必填)').selectOption({ index: 1 })
  await page.getByLabel('证件种类').selectOption({ label: '省发' })
  await page.getByLabel('发证机关').selectOption({ index: 1 })
  await page.getByLabel('证号(必填)').fill(number)
  await page.getByLabel('执法类别').fill('市场监督管理')
  await page.getByLabel('执法区域').fill('盐湖区')
  await page.getByLabel('有效期起').fill('2026-01-01')
  await page.getByLabel('有效期止').fill('2030-12-31')
  await page.getByLabel('申领理由').fill('新录用')
}

/** Proposes a step of the certificate's life from its page. */
async function step(page: Page, act: string, check: (name: string) => Promise<void>): Promise<void> {
  await page.reload()
  await page.getByRole('button', { name: '办理状态变更' }).click()
  await page.getByRole('radio', { name: act, exact: true }).check()
  await page.getByLabel('理由(必填)').fill(`按程序办理${act}`)
  await page.getByLabel(/依据的文书/).fill('运司函〔2026〕18 号')
  await seen(page, `step-${act}`, check)
  await page.getByRole('button', { name: `提交${act}申请` }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** The second registrar's decision on what waits longest. */
async function decide(page: Page, word: '同意' | '不同意', words: string): Promise<void> {
  await page.goto('/console/credentials/changes')
  const buttons = page.getByRole('button', { name: new RegExp(`^${word} `) })
  await buttons.first().waitFor()
  const before = await buttons.count()
  await buttons.first().click()
  if (words) await page.getByRole('dialog').getByRole('textbox').fill(words)
  await page.getByRole('button', { name: `确认${word}` }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(buttons).toHaveCount(before - 1)
}

/** An exam and a year's assessment. */
async function record(page: Page, check: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: '登记考试成绩' }).click()
  await page.getByLabel('考试名称').fill('行政执法人员资格考试')
  await page.getByLabel('考试日期').fill('2026-03-01')
  await page.getByLabel('成绩(必填)').fill('86')
  await page.getByLabel('结果').selectOption('yes')
  await seen(page, 'exam', check)
  await page.getByRole('button', { name: '登记成绩', exact: true }).click()
  await expect(page.getByText('86 分')).toBeVisible()
  await page.getByRole('button', { name: '登记年度考核' }).click()
  await page.getByLabel('年度(必填)').fill('2025')
  await page.getByLabel('结果').selectOption('passed')
  await seen(page, 'assessment', check)
  await page.getByRole('button', { name: '登记考核', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function choose(page: Page, text: string): Promise<void> {
  await page.getByLabel('选择文件').setInputFiles({ name: '证件.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
}

async function seen(page: Page, name: string, check: (name: string) => Promise<void>): Promise<void> {
  if (process.env['E2E_PICTURES']) await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
  await check(name)
}

test('an issuer is tried on real numbers before its format counts', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn(page, '/console/', account('registrar'))
  const check = checker(page)
  await page.goto('/console/credentials/issuers')
  await expect(page.getByRole('row')).toHaveCount(3)
  await seen(page, 'issuers', check)
  await page.getByRole('button', { name: '登记发证机关' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^名称/).fill('试验发证机关(演示)')
  await dialog.getByLabel(/^种类/).selectOption('ministry')
  await dialog.getByLabel(/^编号格式/).fill('(\\d+)+')
  await dialog.getByLabel(/^用文字说明/).fill('119、一位大写字母和 6 位数字')
  await dialog.getByLabel(/^样例证号/).fill('119A000001\n119000001')
  await dialog.getByRole('button', { name: '用样例试一试' }).click()
  await expect(dialog.getByText('编号格式写法有误')).toBeVisible()
  await dialog.getByLabel(/^编号格式/).fill('119[A-Z]\\d{6}')
  await dialog.getByRole('button', { name: '用样例试一试' }).click()
  await expect(dialog.getByText('不符', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled()
  await seen(page, 'issuer-unfit', check)
  await dialog.getByLabel(/^样例证号/).fill('119A000001')
  await dialog.getByRole('button', { name: '用样例试一试' }).click()
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存:试验发证机关(演示)')).toBeVisible()
  await page.getByRole('button', { name: /^修改 山西省/ }).click()
  await dialog.getByLabel(/^编号格式/).fill('2408\\d{7}')
  await dialog.getByLabel(/^样例证号/).fill('24080000001')
  await dialog.getByRole('button', { name: '用样例试一试' }).click()
  await expect(dialog.getByText(/不符合这个格式/)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await seen(page, 'issuer-change-phone', check)
  await dialog.getByRole('button', { name: '取消' }).click()
  await seen(page, 'issuers-phone', check)
})
