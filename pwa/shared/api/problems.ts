/** The server refused, in the form of RFC 9457; `detail` is a sentence that a user can act on. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extras: Record<string, unknown> = {},
    /** Seconds that the server asked to wait, from Retry-After. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${code}: ${detail}`)
  }
}

/** No answer came: no signal, or the server cannot be reached. Nothing is known of the request. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/** Read a refusal; an answer that is no problem document still gets a sentence. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  const retryAfter = Number.isFinite(seconds) ? seconds : null
  const body = await response.json().catch(() => null)
  if (!body || typeof body !== 'object') {
    return new ApiProblem(response.status, 'unreadable_answer', sentenceFor(response.status), {}, retryAfter)
  }
  const { code, detail, ...extras } = body as Record<string, unknown>
  return new ApiProblem(
    response.status,
    typeof code === 'string' ? code : 'unknown',
    typeof detail === 'string' && detail ? detail : sentenceFor(response.status),
    extras,
    retryAfter,
  )
}

/** What to tell a user about any failure, in one sentence. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.detail
  if (error instanceof NoAnswer) return '没有连上服务器。请检查网络后再试。'
  return '出现了意外情况,已保存的内容都在。请再试一次。'
}

function sentenceFor(status: number): string {
  if (status === 401) return '登录已失效,请重新登录。'
  if (status === 413) return '一次发送的内容太大。'
  if (status === 429) return '请求太频繁,请稍候再试。'
  if (status >= 500) return '服务器暂时不能处理,请稍后再试。'
  return '服务器没有接受这次请求。'
}
