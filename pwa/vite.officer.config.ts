import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { application } from './build/base.ts'
import { manifest } from './build/manifest.ts'
import packageJson from './package.json' with { type: 'json' }

const shared = application('officer', 'app')

/** The officer's phone application: the only build with a service worker, scope `/app/`. */
export default defineConfig({
  ...shared,
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [
    ...shared.plugins,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'sw.ts',
      injectRegister: null,
      registerType: 'prompt',
      scope: '/app/',
      manifest,
      manifestFilename: 'manifest.json',
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
    }),
  ],
})
