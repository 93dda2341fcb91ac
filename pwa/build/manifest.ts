import type { ManifestOptions } from 'vite-plugin-pwa'

/** How the application presents itself when it is put on the home screen. */
export const manifest: Partial<ManifestOptions> = {
  id: '/app/',
  name: '掌上执法',
  short_name: '掌上执法',
  description: '现场检查、亮证和执法记录,没有信号也能用。',
  lang: 'zh-CN',
  dir: 'ltr',
  start_url: '/app/',
  scope: '/app/',
  display: 'standalone',
  orientation: 'any',
  background_color: '#ffffff',
  theme_color: '#0b5cad',
  icons: [
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: '开始检查', url: '/app/visits/new' },
    { name: '亮证', url: '/app/certificate' },
  ],
}
