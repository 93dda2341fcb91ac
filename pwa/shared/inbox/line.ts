import { ApiProblem } from '../api/problems.ts'
import type { InboxState, Message } from '../api/wire.ts'
import { eventsOf } from './events.ts'

/** What the line needs; a test gives its own. */
export interface LineEnds {
  /** The stream after a number. */
  open: (after: number) => Promise<Response>
  /** Asked where streaming does not work: the state, and the messages after a number. */
  poll: (after: number) => Promise<{ state: InboxState; messages: Message[] }>
  onMessage: (message: Message) => void | Promise<void>
  onState: (state: InboxState) => void | Promise<void>
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Time until the next attempt, in milliseconds: at first, and at most. */
const SOON = 3_000
const LATE = 60_000
const POLL_EVERY = 30_000
/** Lines that told nothing, one after another, after which the inbox is polled. */
const DEAF = 3

/**
 * Keeps up with the inbox from a number on, until the signal. Resolves as well when the login has ended.
 *
 * Every message is given once and in order: each line resumes after the last number that was given.
 */
export async function follow(start: number, ends: LineEnds, signal: AbortSignal): Promise<void> {
  let after = start
  let silent = 0
  while (!signal.aborted) {
    const before = silent
    try {
      const heard = silent < DEAF ? await listen() : await ask()
      silent = heard ? 0 : silent + 1
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return
      silent += 1
    }
    const polling = before >= DEAF
    await ends.wait(polling ? POLL_EVERY : Math.min(SOON * 2 ** Math.min(silent, 5), LATE), signal)
  }

  async function listen(): Promise<boolean> {
    const { body } = await ends.open(after)
    if (!body) return false
    let heard = false
    for await (const event of eventsOf(body)) {
      if (signal.aborted) break
      heard = true
      if (event.name === 'state') await ends.onState(JSON.parse(event.data) as InboxState)
      else if (event.id !== null) await take(event.id, JSON.parse(event.data) as Message)
    }
    return heard
  }

  async function ask(): Promise<boolean> {
    const { state, messages } = await ends.poll(after)
    for (const message of messages) await take(message.number, message)
    await ends.onState(state)
    return false
  }

  async function take(number: number, message: Message): Promise<void> {
    if (number <= after) return
    await ends.onMessage(message)
    after = number
  }
}

/** Waits, or less where the signal comes. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
