import { createRouter, createWebHistory, type Router } from 'vue-router'
import { doorsFor } from './navigation'
import type { Permission } from './permissions'
import { useSession } from './session/store'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    permission?: Permission
    open?: boolean
  }
}

const routes = [
  {
    path: '/login',
    name: 'login',
    component: () => import('./session/LoginScreen.vue'),
    meta: { title: '登录', open: true },
  },
  {
    path: '/',
    name: 'home',
    component: () => import('./shell/NoDoor.vue'),
    meta: { title: '审核工作台' },
  },
  {
    path: '/queue',
    name: 'queue',
    component: () => import('./features/inspections/ListScreen.vue'),
    props: { queue: true },
    meta: { title: '待审', permission: 'inspection_review' as const },
  },
  {
    path: '/records',
    name: 'records',
    component: () => import('./features/inspections/ListScreen.vue'),
    props: { queue: false },
    meta: { title: '记录', permission: 'inspection_read' as const },
  },
  {
    path: '/records/:id',
    name: 'record',
    component: () => import('./features/record/RecordScreen.vue'),
    props: true,
    meta: { title: '检查记录', permission: 'inspection_read' as const },
  },
  {
    path: '/records/:id/paper',
    name: 'paper',
    component: () => import('./features/record/PaperScreen.vue'),
    props: true,
    meta: { title: '打印笔录', permission: 'inspection_read' as const },
  },
  {
    path: '/referrals',
    name: 'referrals',
    component: () => import('./features/referrals/ReferralsScreen.vue'),
    meta: { title: '移送', permission: 'inspection_review' as const },
  },
  {
    path: '/alerts',
    name: 'alerts',
    component: () => import('./features/alerts/AlertsScreen.vue'),
    meta: { title: '预警', permission: 'alert_read' as const },
  },
  {
    path: '/alerts/:id',
    name: 'alert',
    component: () => import('./features/alerts/AlertScreen.vue'),
    props: true,
    meta: { title: '预警', permission: 'alert_read' as const },
  },
  {
    path: '/overview',
    name: 'overview',
    component: () => import('./features/overview/OverviewScreen.vue'),
    meta: { title: '概览', permission: 'overview_read' as const },
  },
  {
    path: '/quarantine',
    name: 'quarantine',
    component: () => import('./features/quarantine/QuarantineScreen.vue'),
    meta: { title: '隔离区', permission: 'quarantine_read' as const },
  },
  {
    path: '/matters',
    name: 'matters',
    component: () => import('./features/matters/MattersScreen.vue'),
    meta: { title: '执法事项', permission: 'reference_read' as const },
  },
  {
    path: '/matters/new',
    name: 'matter-new',
    component: () => import('./features/matters/form/MatterFormScreen.vue'),
    meta: { title: '公布新事项', permission: 'matter_propose' as const },
  },
  {
    path: '/matters/changes',
    name: 'matter-changes',
    component: () => import('./features/matters/changes/ChangesScreen.vue'),
    meta: { title: '事项变更', permission: 'matter_propose' as const },
  },
  {
    path: '/matters/changes/:id',
    name: 'matter-change',
    component: () => import('./features/matters/changes/ChangeScreen.vue'),
    props: true,
    meta: { title: '事项变更', permission: 'matter_propose' as const },
  },
  {
    path: '/matters/:id',
    name: 'matter',
    component: () => import('./features/matters/MatterScreen.vue'),
    props: true,
    meta: { title: '执法事项', permission: 'reference_read' as const },
  },
  {
    path: '/matters/:id/amend',
    name: 'matter-amend',
    component: () => import('./features/matters/form/MatterFormScreen.vue'),
    props: true,
    meta: { title: '变更执法事项', permission: 'matter_propose' as const },
  },
  {
    path: '/appraisal',
    name: 'sheets',
    component: () => import('./features/appraisal/SheetsScreen.vue'),
    meta: { title: '评查', permission: 'appraise' as const },
  },
  {
    path: '/appraisal/sheets/:id',
    name: 'sheet',
    component: () => import('./features/appraisal/SheetScreen.vue'),
    props: true,
    meta: { title: '评查表', permission: 'appraise' as const },
  },
  {
    path: '/appraisal/draws',
    name: 'draws',
    component: () => import('./features/appraisal/DrawsScreen.vue'),
    meta: { title: '抽样', permission: 'appraise' as const },
  },
  {
    path: '/appraisal/draws/:id',
    name: 'draw',
    component: () => import('./features/appraisal/DrawScreen.vue'),
    props: true,
    meta: { title: '抽样', permission: 'appraise' as const },
  },
  {
    path: '/appraisal/rubrics',
    name: 'rubrics',
    component: () => import('./features/appraisal/RubricsScreen.vue'),
    meta: { title: '评查标准', permission: 'appraise' as const },
  },
  {
    path: '/appraisal/rubrics/new',
    name: 'rubric-new',
    component: () => import('./features/appraisal/RubricEditor.vue'),
    meta: { title: '评查标准', permission: 'appraise' as const },
  },
  {
    path: '/appraisal/rubrics/:id',
    name: 'rubric',
    component: () => import('./features/appraisal/RubricScreen.vue'),
    props: true,
    meta: { title: '评查标准', permission: 'appraise' as const },
  },
  {
    path: '/legal',
    name: 'legal-reviews',
    component: () => import('./features/legality/LegalReviewsScreen.vue'),
    meta: { title: '法制审核', permission: 'legal_review' as const },
  },
  {
    path: '/legal/qualifications',
    name: 'legal-qualifications',
    component: () => import('./features/legality/QualificationsScreen.vue'),
    meta: { title: '审核人员资格', permission: 'legal_qualify' as const },
  },
  {
    path: '/legal/:id',
    name: 'legal-review',
    component: () => import('./features/legality/LegalReviewScreen.vue'),
    props: true,
    meta: { title: '法制审核', permission: 'legal_review' as const },
  },
  {
    path: '/credentials',
    name: 'credentials',
    component: () => import('./features/credentials/CredentialsScreen.vue'),
    meta: { title: '证件', permission: 'credential_read' as const },
  },
  {
    path: '/credentials/new',
    name: 'credential-new',
    component: () => import('./features/credentials/entry/NewCredentialScreen.vue'),
    meta: { title: '登记新证件', permission: 'credential_enter' as const },
  },
  {
    path: '/credentials/import',
    name: 'credential-import',
    component: () => import('./features/credentials/import/ImportScreen.vue'),
    meta: { title: '导入证件', permission: 'credential_enter' as const },
  },
  {
    path: '/credentials/changes',
    name: 'credential-changes',
    component: () => import('./features/credentials/changes/ChangesScreen.vue'),
    meta: { title: '待批', permission: 'credential_read' as const },
  },
  {
    path: '/credentials/changes/:id/import',
    name: 'credential-import-report',
    component: () => import('./features/credentials/import/ImportReportScreen.vue'),
    props: true,
    meta: { title: '导入内容', permission: 'credential_read' as const },
  },
  {
    path: '/credentials/training',
    name: 'training',
    component: () => import('./features/credentials/training/TrainingScreen.vue'),
    meta: { title: '培训', permission: 'credential_read' as const },
  },
  {
    path: '/credentials/issuers',
    name: 'issuers',
    component: () => import('./features/credentials/issuers/IssuersScreen.vue'),
    meta: { title: '发证机关', permission: 'credential_read' as const },
  },
  {
    path: '/credentials/by-number/:number',
    name: 'credential',
    component: () => import('./features/credentials/page/CredentialScreen.vue'),
    props: true,
    meta: { title: '证件', permission: 'credential_read' as const },
  },
  {
    path: '/benchmarks',
    name: 'benchmarks',
    component: () => import('./features/benchmarks/LibraryScreen.vue'),
    meta: { title: '裁量基准', permission: 'benchmark_read' as const },
  },
  {
    path: '/benchmarks/waiting',
    name: 'benchmarks-waiting',
    component: () => import('./features/benchmarks/waiting/WaitingScreen.vue'),
    meta: { title: '待定的裁量基准', permission: 'benchmark_read' as const },
  },
  {
    path: '/benchmarks/import',
    name: 'benchmark-import',
    component: () => import('./features/benchmarks/import/ImportScreen.vue'),
    meta: { title: '导入裁量基准', permission: 'benchmark_edit' as const },
  },
  {
    path: '/benchmarks/lists',
    name: 'benchmark-lists',
    component: () => import('./features/benchmarks/lists/ListsScreen.vue'),
    meta: { title: '四张清单', permission: 'benchmark_read' as const },
  },
  {
    path: '/benchmarks/lists/new',
    name: 'benchmark-list-new',
    component: () => import('./features/benchmarks/lists/ListFormScreen.vue'),
    meta: { title: '新增清单事项', permission: 'benchmark_edit' as const },
  },
  {
    path: '/benchmarks/lists/:code/:version',
    name: 'benchmark-list',
    component: () => import('./features/benchmarks/lists/ListRowScreen.vue'),
    props: true,
    meta: { title: '清单事项', permission: 'benchmark_read' as const },
  },
  {
    path: '/benchmarks/lists/:code/:version/change',
    name: 'benchmark-list-change',
    component: () => import('./features/benchmarks/lists/ListFormScreen.vue'),
    props: true,
    meta: { title: '修改清单事项', permission: 'benchmark_edit' as const },
  },
  {
    path: '/benchmarks/:id',
    name: 'benchmark',
    component: () => import('./features/benchmarks/page/BenchmarkScreen.vue'),
    props: true,
    meta: { title: '裁量基准', permission: 'benchmark_read' as const },
  },
  {
    path: '/verifications',
    name: 'unusual',
    component: () => import('./features/verifications/UnusualScreen.vue'),
    meta: { title: '核验异常', permission: 'verification_read' as const },
  },
  {
    path: '/reports',
    name: 'reports',
    component: () => import('./features/verifications/ReportsScreen.vue'),
    meta: { title: '假冒举报', permission: 'report_read' as const },
  },
  {
    path: '/complaints',
    name: 'complaints',
    component: () => import('./features/complaints/ComplaintsScreen.vue'),
    meta: { title: '投诉', permission: 'complaint_handle' as const },
  },
  {
    path: '/complaints/:id',
    name: 'complaint',
    component: () => import('./features/complaints/ComplaintScreen.vue'),
    props: true,
    meta: { title: '投诉', permission: 'complaint_handle' as const },
  },
  {
    path: '/ratings',
    name: 'ratings',
    component: () => import('./features/complaints/RatingsScreen.vue'),
    meta: { title: '评价', permission: 'complaint_handle' as const },
  },
  {
    path: '/subject-codes',
    name: 'subject-codes',
    component: () => import('./features/subjects/SubjectCodesScreen.vue'),
    meta: { title: '入企码', permission: 'subject_code_print' as const },
  },
  {
    path: '/ledger',
    name: 'ledger',
    component: () => import('./features/ledger/LedgerScreen.vue'),
    meta: { title: '台账', permission: 'ledger_read' as const },
  },
  {
    path: '/devices',
    name: 'devices',
    component: () => import('./features/devices/DevicesScreen.vue'),
    meta: { title: '设备', permission: 'device_read' as const },
  },
  {
    path: '/accounts',
    name: 'accounts',
    component: () => import('./features/accounts/AccountsScreen.vue'),
    meta: { title: '账号', permission: 'account_manage' as const },
  },
  {
    path: '/inbox',
    name: 'inbox',
    component: () => import('./features/inbox/InboxScreen.vue'),
    meta: { title: '消息' },
  },
  {
    path: '/:rest(.*)*',
    name: 'nowhere',
    component: () => import('./shell/NotFound.vue'),
    meta: { title: '没有这个页面' },
  },
]

/** The desk's router: asks for a login first, then for the permission of the page. */
export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/console/'),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    const session = useSession()
    if (to.meta.open) return true
    if (!session.account && !(await session.resume())) {
      return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
    }
    if (to.name === 'home') {
      const [door] = doorsFor(session.permissions)
      return door ? { name: door.name } : true
    }
    return true
  })
  router.afterEach((to) => {
    document.title = `${to.meta.title} · 掌上执法审核工作台`
  })
  return router
}
