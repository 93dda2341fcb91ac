import type { Fault, TableReport } from '../../../api/benchmark-types'

/** What a looked-at table amounts to, in a sentence, and whether it can be entered. */
export interface Verdict {
  tone: 'ok' | 'wait' | 'bad'
  words: string
  enterable: boolean
}

export function verdictOf(report: TableReport): Verdict {
  const { benchmarks, creates, updates, fault_count: wrong } = report
  if (wrong > 0) {
    const words = `有 ${wrong} 处填写错误,不能录入;没有改动任何内容。请改正后重新选择文件。`
    return { tone: 'bad', words, enterable: false }
  }
  if (benchmarks === 0) return { tone: 'wait', words: '文件里没有裁量基准。', enterable: false }
  const made = `${report.rows} 行合成 ${benchmarks} 条:新增 ${creates} 条,更新 ${updates} 条(作为新版本)。`
  const errors = report.lint.some(({ fault }) => fault.severity === 'error')
  return errors
    ? {
        tone: 'wait',
        words: `${made}可以录入为草稿,但自动校验有错误,改正前不能审核通过。`,
        enterable: true,
      }
    : { tone: 'ok', words: `${made}可以录入为草稿。`, enterable: true }
}

export interface Found {
  row: number
  fault: Fault
}

/** What the linter says, errors and warnings apart. */
export function bySeverity(report: TableReport): { errors: Found[]; warnings: Found[] } {
  return {
    errors: report.lint.filter(({ fault }) => fault.severity === 'error'),
    warnings: report.lint.filter(({ fault }) => fault.severity !== 'error'),
  }
}

/** How many of what the linter found are not listed. */
export function unlisted(report: TableReport): number {
  const all = Object.values(report.lint_counts).reduce((sum, count) => sum + count, 0)
  return all - report.lint.length
}

/** Codes of the linter in their own order, L2 before L10. */
export function countsInOrder(report: TableReport): [code: string, count: number][] {
  return Object.entries(report.lint_counts).sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
}
