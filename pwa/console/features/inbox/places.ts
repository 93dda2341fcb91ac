import type { RouteLocationRaw, Router } from 'vue-router'

/** Which page shows what a message is about, by the name of its route. */
const pages: Record<string, (id: string) => { name: string } & Record<string, unknown>> = {
  inspection: (id) => ({ name: 'record', params: { id } }),
  certificate: (number) => ({ name: 'credential', params: { number } }),
  device: () => ({ name: 'devices' }),
  alert: (id) => ({ name: 'alert', params: { id } }),
  matter: (id) => ({ name: 'matter', params: { id } }),
  sheets: () => ({ name: 'sheets' }),
  legal_review: (id) => ({ name: 'legal-review', params: { id } }),
  benchmark: (id) => ({ name: 'benchmark', params: { id } }),
  benchmark_list: (id) => {
    const [code, version] = id.split('/')
    return { name: 'benchmark-list', params: { code, version } }
  },
  complaint: (id) => ({ name: 'complaint', params: { id } }),
}

/** The page, where this build has one and the account may open it. */
export function placeOf(
  target: { type: string; id: string },
  router: Router,
  may: (permission: never) => boolean,
): RouteLocationRaw | null {
  const page = pages[target.type]?.(target.id)
  if (!page || !router.hasRoute(page.name)) return null
  const resolved = router.resolve(page as RouteLocationRaw)
  const permission = resolved.meta.permission as never
  return permission && !may(permission) ? null : (page as RouteLocationRaw)
}
