import { mkdirSync, writeFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { packageRoot } from './base.ts'

const FACE = /@font-face\{[^}]*font-family:\s*["']?vant-icon["']?[^}]*\}/
const INLINE_FONT = /url\(data:font\/woff2;[^,]*base64,([^)"']+)["']?\)/

/**
 * Turn Vant's inline icon font into a file of ours.
 *
 * As published it is a `data:` font with a foreign host as the second choice;
 * our content policy forbids both.
 */
export function emittedVantFont(): Plugin {
  return {
    name: 'zhifa:emitted-vant-font',
    enforce: 'pre',
    transform(code, id) {
      if (!/vant\/es\/icon\/index\.css/.test(id)) return undefined
      const encoded = INLINE_FONT.exec(code)?.[1]
      if (!encoded) throw new Error('Vant no longer carries its icon font as woff2 in icon/index.css')
      const folder = `${packageRoot}node_modules/.cache`
      mkdirSync(folder, { recursive: true })
      const file = `${folder}/vant-icon.woff2`
      writeFileSync(file, Buffer.from(encoded, 'base64'))
      const face = `@font-face{font-family:vant-icon;font-display:block;src:url("${file}") format("woff2")}`
      return { code: code.replace(FACE, face), map: null }
    },
  }
}
