// Does the work that a page asks for before one more sending, a few seconds on a phone; see proofs.py.
// The form stays usable without it: then one waits for as long as the page says.
const field = document.querySelector('input[name=proof]')
const state = document.getElementById('proof-state')
const { challenge, bits } = field.dataset
const AT_ONCE = 256
const encoder = new TextEncoder()

function zeroBits(hash) {
  let count = 0
  for (const byte of hash) {
    if (byte !== 0) return count + Math.clz32(byte) - 24
    count += 8
  }
  return count
}

async function right(number) {
  const hash = await crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}:${number}`))
  return zeroBits(new Uint8Array(hash)) >= Number(bits) ? number : null
}

async function work() {
  state.textContent = '正在自动验证,约几秒钟,请不要离开本页…'
  for (let from = 0; ; from += AT_ONCE) {
    const found = await Promise.all(Array.from({ length: AT_ONCE }, (_, step) => right(from + step)))
    const number = found.find((one) => one !== null)
    if (number === undefined) continue
    field.value = `${challenge}:${number}`
    state.textContent = '验证完成,请再次提交。'
    return
  }
}

if (globalThis.crypto?.subtle) work()
