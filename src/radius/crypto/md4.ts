import { Buffer } from 'node:buffer'

/**
 * MD4 (RFC 1320). MS-CHAP is built on it, and OpenSSL 3 no longer has it. Long broken as a hash; here
 * only because Windows and every PPP client still speak it.
 */
export function md4(message: Uint8Array): Buffer {
  const size = Math.ceil((message.length + 9) / 64) * 64
  const padded = size <= small.length ? small.fill(0, 0, size) : Buffer.alloc(size)
  padded.set(message)
  padded[message.length] = 0x80
  padded.writeUInt32LE(message.length * 8, size - 8)
  state.set(START)
  for (let at = 0; at < size; at += 64) {
    for (let n = 0; n < 16; n++) x[n] = padded.readInt32LE(at + n * 4)
    compress()
  }
  const digest = Buffer.allocUnsafe(16)
  for (let n = 0; n < 4; n++) digest.writeInt32LE(state[n] ?? 0, n * 4)
  return digest
}

const START = Int32Array.of(0x67452301, -0x10325477, -0x67452302, 0x10325476)
const state = new Int32Array(4)
const x = new Int32Array(16)
/** Long enough for a password of 120 letters; a longer one gets memory of its own. */
const small = Buffer.alloc(256)

/** Which word each step takes, and by how much it turns: RFC 1320 §3.4. */
const WORDS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
].flat()
const TURNS = [3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15]

function compress(): void {
  let a = state[0] ?? 0
  let b = state[1] ?? 0
  let c = state[2] ?? 0
  let d = state[3] ?? 0
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
  state[0] = ((state[0] ?? 0) + a) | 0
  state[1] = ((state[1] ?? 0) + b) | 0
  state[2] = ((state[2] ?? 0) + c) | 0
  state[3] = ((state[3] ?? 0) + d) | 0
}
