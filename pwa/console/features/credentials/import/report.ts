import type { ImportFault, ImportReport } from '../../../api/credential-types'

/** What a looked-at file amounts to, in a sentence, and whether it can be sent for approval. */
export interface Verdict {
  tone: 'ok' | 'wait' | 'bad' | 'info'
  words: string
  sendable: boolean
}

export function verdictOf(report: ImportReport): Verdict {
  if (report.applied) return { tone: 'ok', words: '这份文件已经批准,全部执行完毕。', sendable: false }
  if (report.error_count > 0) {
    const words = `有 ${report.error_count} 处错误,不能导入;没有改动任何内容。请改正后重新选择文件。`
    return { tone: 'bad', words, sendable: false }
  }
  if (report.rows === 0) return { tone: 'wait', words: '文件里没有数据行。', sendable: false }
  if (report.creates + report.updates === 0)
    return { tone: 'info', words: `共 ${report.rows} 行,与登记内容完全一致,不需要导入。`, sendable: false }
  const words = `核对无误:新登记 ${report.creates} 人,更改 ${report.updates} 人,不变 ${report.unchanged} 人。`
  return { tone: 'ok', words, sendable: true }
}

const risky = /^[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]/

/** A cell that a spreadsheet takes for text, whatever it begins with (CWE-1236). */
function cell(text: string): string {
  const safe = risky.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** The errors as a CSV that Excel opens: with the mark of UTF-8, lines as RFC 4180 ends them. */
export function errorsAsCsv(errors: readonly ImportFault[]): string {
  const lines = [
    ['行', '列', '问题'],
    ...errors.map((error) => [String(error.row), error.column, error.detail]),
  ]
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

export const mostBytes = 20 * 1024 * 1024

/** Why a file cannot be sent at all; empty if it can. The server judges by its bytes. */
export function refusalOf(file: { name: string; size: number }): string {
  if (!/\.(csv|xlsx)$/i.test(file.name)) return '请选择 .xlsx 或 .csv 文件;其他格式请先另存。'
  if (file.size === 0) return '这个文件是空的。'
  return file.size > mostBytes ? '文件超过 20 MB,请分成几个文件导入。' : ''
}
