/** What a key asks of the desk. */
export type Command =
  | 'next'
  | 'previous'
  | 'nextRecord'
  | 'previousRecord'
  | 'pick'
  | 'pickTo'
  | 'accept'
  | 'return'
  | 'comment'
  | 'refer'
  | 'undo'
  | 'search'
  | 'help'

/** The part of a keyboard event that decides. */
export interface Stroke {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey?: boolean
  isComposing: boolean
}

export const keys: Readonly<Record<string, Command>> = {
  j: 'next',
  k: 'previous',
  x: 'pick',
  a: 'accept',
  r: 'return',
  n: 'comment',
  m: 'refer',
  u: 'undo',
  '/': 'search',
  '?': 'help',
}

/** With Shift held. */
export const shiftedKeys: Readonly<Record<string, Command>> = {
  j: 'nextRecord',
  k: 'previousRecord',
  x: 'pickTo',
  '?': 'help',
}

/** Every key and what it does, as the help dialog lists them. */
export const keyWords: readonly { key: string; words: string }[] = [
  { key: 'j', words: '下一行、下一条目' },
  { key: 'k', words: '上一行、上一条目' },
  { key: 'Enter', words: '打开所选的一行' },
  { key: 'x', words: '勾选所在的一行或一个条目' },
  { key: 'Shift x', words: '从上次勾选处一直勾选到这里' },
  { key: 'a', words: '审核通过(列表中:批量通过已勾选的)' },
  { key: 'r', words: '退回补正(在一份记录中)' },
  { key: 'n', words: '填写意见(列表中:对已勾选的)' },
  { key: 'm', words: '移送其他单位(在一份记录中)' },
  { key: 'u', words: '撤销刚才的决定' },
  { key: 'Shift j', words: '下一份记录' },
  { key: 'Shift k', words: '上一份记录' },
  { key: '/', words: '到搜索框' },
  { key: '← →', words: '上一张、下一张证据(看图时)' },
  { key: '+ - 0', words: '放大、缩小、还原(看图时)' },
  { key: '?', words: '打开这张说明' },
  { key: 'Ctrl Enter', words: '提交对话框(填写意见时)' },
  { key: 'Esc', words: '关闭对话框;从输入框回到列表' },
]

/** The command of a key stroke; none while an input method composes or a modifier is held. */
export function commandOf(stroke: Stroke): Command | null {
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey || stroke.isComposing) return null
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key
  return (stroke.shiftKey ? shiftedKeys[key] : keys[key]) ?? null
}

const writable = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const choosing = new Set(['checkbox', 'radio', 'button', 'submit', 'reset'])

/** Whether what has the focus takes letters, so that a letter must not be a command. */
export function takesLetters(target: {
  tagName?: string
  type?: string
  isContentEditable?: boolean
}): boolean {
  if (target.isContentEditable) return true
  const tag = target.tagName ?? ''
  return writable.has(tag) && !(tag === 'INPUT' && choosing.has(target.type ?? ''))
}

/** The index to move to from `current` (-1: nowhere yet) among `count` rows; stays inside. */
export function step(current: number, count: number, command: 'next' | 'previous'): number {
  if (count === 0) return -1
  if (current === -1) return command === 'next' ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, current + (command === 'next' ? 1 : -1)))
}
