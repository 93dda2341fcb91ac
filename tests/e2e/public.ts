import type { APIRequestContext } from '@playwright/test'
import { expect } from '@playwright/test'
import { Phone, printedCodes } from './codes'
import { account, accounts, type DemoAccount, token } from './people'

/** The pages that a citizen opens, without a login. */

/** An officer of the demo city with a visit that is over, and the phone that shows its code. */
export async function visited(request: APIRequestContext): Promise<{ officer: DemoAccount; phone: Phone; visit: string }> {
  for (const officer of accounts().filter(({ role }) => role === 'officer')) {
    const phone = await new Phone().register(request, officer)
    const answer = await request.get('/api/inspections?mine=true&limit=50', { headers: { authorization: `Bearer ${phone.token}` } })
    const rows: { id: string; state: string }[] = (await answer.json()).items
    const found = rows.find(({ state }) => state === 'accepted') ?? rows.find(({ state }) => state === 'closed')
    if (found) return { officer, phone, visit: found.id }
  }
  throw new Error('the demo city has no closed visit')
}

export interface Shop {
  id: string
  name: string
}

/** The codes on the sheet that the desk prints, read from the paper: what the PDF draws, before a reader of codes. */
export async function printed(request: APIRequestContext, headers: Record<string, string>, shops: Shop[], renew = ''): Promise<string[]> {
  const answer = await request.post('/api/subjects/codes', { headers, data: { subjects: shops.map(({ id }) => id), renew } })
  expect(answer.status()).toBe(200)
  return printedCodes(await answer.body())
}

/** The page behind the code of a shop that the officer's agency has visited. */
async function shopPage(request: APIRequestContext, officer: DemoAccount): Promise<string> {
  const headers = { authorization: `Bearer ${await token(request, account('supervisor', officer.agency))}` }
  const { items } = await (await request.get('/api/subjects?limit=1', { headers })).json()
  const [code] = await printed(request, headers, items)
  return new URL(code ?? '').pathname
}

/** The page of a visit's printed record. */
export async function paperPage(request: APIRequestContext, phone: Phone, visit: string): Promise<string> {
  const headers = { authorization: `Bearer ${phone.token}` }
  const { address } = await (await request.get(`/api/inspections/${visit}/paper`, { headers })).json()
  return new URL(address).pathname
}

/** Every public page by name. */
export async function publicPages(request: APIRequestContext): Promise<Record<string, string>> {
  const { officer, phone, visit } = await visited(request)
  const code = phone.shows({ visit })
  const { visit_page: page } = await (await request.post('/api/verifications', { data: { code } })).json()
  const agencies = await (await request.get('/register/agencies.json?limit=5')).json()
  const matters = await (await request.get('/register/matters.json?limit=1')).json()
  const benchmarks = await (await request.get('/benchmarks')).text()
  const benchmark = /href="(\/benchmarks\/[^"?#]+)"/.exec(benchmarks)?.[1]
  expect(benchmark, 'the list of benchmarks leads to one').toBeDefined()
  return {
    certificate: phone.shows(),
    'unknown certificate': '/c/AAAAAAAAAAAAAAAAAAAAAA',
    visit: page,
    history: `${page}/history`,
    shop: await shopPage(request, officer),
    paper: await paperPage(request, phone, visit),
    'complaint about a visit': `${page}/complaint`,
    complaint: '/complaint',
    tracking: '/complaints',
    report: '/report',
    register: '/register',
    matters: '/register/matters',
    matter: `/register/matters/${matters.items[0].code}`,
    agencies: '/register/agencies',
    agency: `/register/agencies/${agencies.items[0].code}`,
    withdrawn: '/withdrawn',
    benchmarks: '/benchmarks',
    benchmark: benchmark ?? '',
  }
}
