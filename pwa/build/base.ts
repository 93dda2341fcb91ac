import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { PluginOption, UserConfig } from 'vite'

/** The folder of the npm package, with a slash at its end. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url))

/** Import names that all builds and tests share. */
export const alias = {
  '@officer': `${packageRoot}officer`,
  '@console': `${packageRoot}console`,
  '@shared': `${packageRoot}shared`,
}

const devApi = process.env['ZHIFA_DEV_API'] ?? 'http://127.0.0.1:8000'

/**
 * What both applications have in common.
 *
 * The pages run under a policy without `unsafe-inline` and without `data:` fonts,
 * so nothing may be inlined and no polyfill may be injected.
 */
export function application(
  name: 'officer' | 'console',
  path: 'app' | 'console',
): UserConfig & {
  plugins: PluginOption[]
} {
  return {
    root: `${packageRoot}${name}`,
    base: `/${path}/`,
    publicDir: `${packageRoot}${name}/public`,
    cacheDir: `${packageRoot}node_modules/.vite-${name}`,
    resolve: { alias },
    plugins: [vue()],
    server: {
      host: '127.0.0.1',
      proxy: { '/api': devApi, '/schema': devApi },
    },
    build: {
      outDir: `${packageRoot}../backend/zhifa/web/static/${path}`,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
      reportCompressedSize: false,
    },
  }
}
