import { Buffer } from 'node:buffer'

/**
 * MD4 (RFC 1320). MS-CHAP is built on it, and OpenSSL 3 no longer has it. Long broken as a hash; here
 * only because Windows and every PPP client still speak it.
 */
export function md4(message: Uint8Array): Buffer {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, message.length * 8, true)
  const state = Int32Array.of(0x67452301, -0x10325477, -0x67452302, 0x10325476)
  const x = new Int32Array(16)
  for (let at = 0; at < padded.length; at += 64) {
    for (let n = 0; n < 16; n++) x[n] = view.getInt32(at + n * 4, true)
    compress(state, x)
  }
  const digest = Buffer.alloc(16)
  for (const [n, word] of state.entries()) digest.writeInt32LE(word, n * 4)
  return digest
}

/** Which word each step takes, and by how much it turns: RFC 1320 §3.4. */
const WORDS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
].flat()
const TURNS = [3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15]

function compress(state: Int32Array, x: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state
  for (let step = 0; step < 48; step++) {
    const round = step >> 4
    const mixed =
      round === 0
        ? (b & c) | (~b & d)
        : round === 1
          ? ((b & c) | (b & d) | (c & d)) + 0x5a827999
          : (b ^ c ^ d) + 0x6ed9eba1
    const sum = (a + mixed + (x[WORDS[step] ?? 0] ?? 0)) | 0
    const turn = TURNS[round * 4 + (step & 3)] ?? 0
    a = d
    d = c
    c = b
    b = (sum << turn) | (sum >>> (32 - turn))
  }
  for (const [n, word] of [a, b, c, d].entries()) state[n] = ((state[n] ?? 0) + word) | 0
}
