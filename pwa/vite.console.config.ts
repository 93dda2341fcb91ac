import { defineConfig } from 'vite'
import { application } from './build/base.ts'
import packageJson from './package.json' with { type: 'json' }

/** The supervisor's desk. It has no service worker: what is judged there must be current. */
export default defineConfig({
  ...application('console', 'console'),
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
})
