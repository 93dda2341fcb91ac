import { ref } from 'vue'
import { base64url, utf8 } from '../capture/base64.ts'
import { db } from '../db/database.ts'

/**
 * The lock keeps a passer-by from looking: it hides the screens behind a number of six digits.
 * It encrypts nothing, and says nothing of that kind.
 */
export const locked = ref(false)

interface Lock {
  salt: string
  check: string
}

const ROUNDS = 200_000

export async function hasPin(): Promise<boolean> {
  return Boolean(await db().settings.get('lock'))
}

export async function choosePin(pin: string): Promise<void> {
  const salt = base64url(crypto.getRandomValues(new Uint8Array(16)))
  await db().settings.put({ key: 'lock', value: { salt, check: await derived(pin, salt) } satisfies Lock })
}

export async function dropPin(): Promise<void> {
  await db().settings.bulkDelete(['lock', 'locked'])
}

/** Lock now; a reload does not open it. */
export async function lockNow(): Promise<void> {
  await db().settings.put({ key: 'locked', value: true })
  locked.value = true
}

export async function unlock(pin: string): Promise<boolean> {
  const lock = (await db().settings.get('lock'))?.value as Lock | undefined
  if (lock && (await derived(pin, lock.salt)) !== lock.check) return false
  await db().settings.delete('locked')
  locked.value = false
  return true
}

/** At start: locked if it was when the application was last closed. */
export async function readLock(): Promise<void> {
  locked.value = Boolean((await db().settings.get('locked'))?.value)
}

async function derived(pin: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: utf8(salt), iterations: ROUNDS }
  return base64url(await crypto.subtle.deriveBits(how, key, 256))
}
