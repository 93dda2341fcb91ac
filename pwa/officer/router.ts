import { createRouter, createWebHistory, type Router } from 'vue-router'
import HomeScreen from './features/home/Home.vue'

/** Every screen but the first is fetched when it is first opened; the service worker holds them all. */
export function officerRouter(): Router {
  return createRouter({
    history: createWebHistory('/app/'),
    routes: [
      { path: '/', name: 'home', component: HomeScreen, meta: { title: '首页', tab: true } },
      {
        path: '/login',
        name: 'login',
        component: () => import('./features/login/Login.vue'),
        meta: { title: '登录', open: true },
      },
      {
        path: '/visits/new',
        name: 'new-visit',
        component: () => import('./features/visit/NewVisit.vue'),
        meta: { title: '开始检查', back: '/' },
      },
      {
        path: '/visits/:id/:step?',
        name: 'visit',
        component: () => import('./features/visit/Visit.vue'),
        props: true,
        meta: { title: '现场检查', back: '/' },
      },
      {
        path: '/records',
        name: 'records',
        component: () => import('./features/records/Records.vue'),
        meta: { title: '检查', tab: true },
      },
      {
        path: '/records/:id',
        name: 'record',
        component: () => import('./features/record/Record.vue'),
        props: true,
        meta: { title: '检查记录', back: '/records' },
      },
      {
        path: '/records/:id/paper',
        name: 'paper',
        component: () => import('./features/record/Paper.vue'),
        props: true,
        meta: { title: '打印笔录', back: '/records/:id' },
      },
      {
        path: '/certificate',
        name: 'certificate',
        component: () => import('./features/certificate/Certificate.vue'),
        meta: { title: '亮证', tab: true },
      },
      {
        path: '/benchmarks',
        name: 'benchmarks',
        component: () => import('./features/benchmarks/Benchmarks.vue'),
        meta: { title: '裁量', tab: true },
      },
      {
        path: '/benchmarks/:code',
        name: 'benchmark',
        component: () => import('./features/benchmarks/Violation.vue'),
        props: true,
        meta: { title: '裁量基准', back: '/benchmarks' },
      },
      {
        path: '/mine',
        name: 'mine',
        component: () => import('./features/mine/Mine.vue'),
        meta: { title: '我的', tab: true },
      },
      {
        path: '/inbox',
        name: 'inbox',
        component: () => import('./features/inbox/Inbox.vue'),
        meta: { title: '消息', back: '/mine' },
      },
      {
        path: '/inbox/settings',
        name: 'inbox-settings',
        component: () => import('./features/inbox/InboxSettings.vue'),
        meta: { title: '消息设置', back: '/inbox' },
      },
      {
        path: '/outbox',
        name: 'outbox',
        component: () => import('./features/outbox/Outbox.vue'),
        meta: { title: '待传内容', back: '/' },
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
}
