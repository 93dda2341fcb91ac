// Sends one file by tus-js-client, going on after every cut, as the phone does: node resume.mjs FILE ENDPOINT TOKEN SHA256
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../pwa/package.json', import.meta.url))
const { Upload } = require('tus-js-client')
const [file, endpoint, authorization, sha256] = process.argv.slice(2)

const upload = new Upload(readFileSync(file), {
  endpoint,
  headers: { Authorization: authorization },
  metadata: { sha256, type: 'image/jpeg' },
  retryDelays: [20, 20, 20, 20, 20, 20, 20, 20],
  onError: (error) => {
    console.error(String(error))
    process.exit(1)
  },
  onSuccess: () => process.exit(0),
})
upload.start()
