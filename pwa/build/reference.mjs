// The API's reference page: Swagger UI from the npm package, served from here and from nowhere else.
import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const target = join(here, '../../backend/zhifa/web/static/reference')
const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

mkdirSync(target, { recursive: true })
for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js'])
  copyFileSync(join(swagger, name), join(target, name))
for (const name of ['index.html', 'start.js'])
  copyFileSync(join(here, '../reference', name), join(target, name))
