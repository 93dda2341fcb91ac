import { ApiProblem } from './problems.ts'

/**
 * Ask under the name of an attempt that outlives the page, until the server has answered.
 *
 * Where the signal is lost after the server has used the cookie up, its answer with the next
 * cookie is lost too. The same attempt with the old cookie is then known for what it is.
 */
export async function inOneAttempt<T>(name: string, ask: (attempt: string) => Promise<T>): Promise<T> {
  const kept = globalThis.localStorage
  const attempt = kept?.getItem(name) ?? crypto.randomUUID()
  kept?.setItem(name, attempt)
  try {
    const answer = await ask(attempt)
    kept?.removeItem(name)
    return answer
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) kept?.removeItem(name)
    throw error
  }
}
