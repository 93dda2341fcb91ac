import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { alias, packageRoot } from './build/base.ts'

/** The tests lie beside the other tests of the project; their libraries lie here. */
function librariesOfThePackage(): Plugin {
  return {
    name: 'zhifa:libraries-of-the-package',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer?.includes('/tests/pwa/') || !/^[@a-z]/.test(source)) return undefined
      if (/^@(officer|console|shared)\//.test(source)) return undefined
      return this.resolve(source, `${packageRoot}package.json`, { skipSelf: true })
    },
  }
}

export default defineConfig({
  root: `${packageRoot}..`,
  define: { __APP_VERSION__: JSON.stringify('test') },
  resolve: { alias },
  cacheDir: `${packageRoot}node_modules/.vite-test`,
  plugins: [librariesOfThePackage(), vue()],
  server: { fs: { allow: [`${packageRoot}..`] } },
  test: {
    include: ['tests/pwa/**/*.test.ts'],
    environment: 'node',
    setupFiles: [`${packageRoot}../tests/pwa/support/setup.ts`],
    restoreMocks: true,
    // pytest runs beside: a loaded machine is no finding.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
