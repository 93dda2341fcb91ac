/**
 * What to say when the server could not say it itself. A problem from the server carries its own
 * Chinese `detail`; these words stand in where there is none: no network, a proxy's page, a fault.
 */
const byCode: Record<string, string> = {
  network: '没有连上服务器。已填写的内容还在,请检查网络后重试。',
  login_failed: '账号或密码不正确,请核对后重新输入。',
  login_locked: '多次输入错误,账号已暂时锁定,请稍后再试或联系系统管理员解锁。',
  session_expired: '登录已过期,请重新登录。已填写的内容会保留。',
  session_reused: '为保护账号,这次登录已结束,请重新登录。',
  review_conflict: '这份记录刚刚有了变化,已重新载入;您写的意见还在,请核对后再提交。',
  evidence_not_found: '服务器上没有这份证据,或您无权查看。',
  derivative_pending: '预览正在生成,稍后会自动显示;原件已收到,可以下载。',
  derivative_impossible: '无法生成预览,原件完好,可以下载。',
}

const byStatus: Record<number, string> = {
  400: '提交的内容不完整或格式不对,请核对后重试。',
  401: '登录已过期,请重新登录。已填写的内容会保留。',
  403: '您的账号没有这项权限,如需办理请联系本单位系统管理员。',
  404: '没有找到这项内容,或它不在您的查看范围内。',
  409: '内容刚刚有了变化,请重新载入后再试。',
  413: '内容过大,服务器没有接收。',
  429: '操作太频繁,请稍等片刻再试。',
}

/** A sentence the user can act on, from a code and a status; the server's own words come first. */
export function problemWords(problem: {
  status?: number | undefined
  code?: string | undefined
  detail?: string | null | undefined
}): string {
  if (problem.detail) return problem.detail
  if (problem.code && byCode[problem.code]) return byCode[problem.code] as string
  if (problem.status && byStatus[problem.status]) return byStatus[problem.status] as string
  return '服务器暂时无法处理,内容没有丢失。请稍后重试;若一直如此,请联系系统管理员。'
}

/** Why no preview could be made of an original. */
export const derivativeReasons: Record<string, string> = {
  image_too_large: '图像尺寸过大',
  image_truncated: '图像数据不完整',
  not_an_image: '不是图像文件',
}
