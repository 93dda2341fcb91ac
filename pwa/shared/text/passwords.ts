/** The server's rule, said before anything is sent; the server has the last word. */
const shortest = 10

export const passwordRule = `至少 ${shortest} 位,不能与账号相同。可以用一句自己记得住的话。`

/** What is wrong with a new password and its repetition; empty where nothing is. */
export function wrongWith(chosen: string, again: string): string {
  if (chosen.trim().length < shortest) return `新密码至少 ${shortest} 位,现在是 ${chosen.trim().length} 位。`
  if (chosen !== again) return '两次输入的新密码不一致,请再核对。'
  return ''
}
