import type { Report } from '../../outbox/outbox.ts'
import { isSafe, type Waiting } from '../../outbox/waiting.ts'

interface Known {
  waiting: Waiting
  needLogin: boolean
  reachable: boolean
  running: boolean
  last: Report | null
}

export interface Reason {
  tone: 'info' | 'wait' | 'bad' | 'ok'
  words: string
}

/** Why things wait, what is kept, what to do: one sentence for the top of the outbox. */
export function reasonOf({ waiting, needLogin, reachable, running, last }: Known): Reason {
  if (needLogin) return { tone: 'bad', words: '登录已失效,上传已暂停。内容都保存在本机,重新登录后继续上传。' }
  if (isSafe(waiting)) {
    return reachable
      ? { tone: 'ok', words: '服务器已确认收到本机的全部内容。' }
      : { tone: 'ok', words: '现在没有网络。此前的内容服务器都已确认收到。' }
  }
  if (running) return { tone: 'info', words: '正在上传,可以离开本页,也可以继续检查。' }
  if (!reachable) {
    return {
      tone: 'wait',
      words: '现在连不上服务器。内容都保存在本机,连上后自动上传;请勿卸载应用或清除浏览器数据。',
    }
  }
  if (last?.end === 'refused') return { tone: 'wait', words: `${last.problem}内容都保存在本机,会再次上传。` }
  if (last?.end === 'full') return { tone: 'bad', words: last.problem ?? '' }
  if (waiting.refused) {
    return { tone: 'bad', words: '有记录未被服务器接受,原因见下。原文保存在本机,请告知本单位系统管理员。' }
  }
  return { tone: 'wait', words: '内容已保存在本机,等待上传。请勿卸载应用或清除浏览器数据。' }
}
