/**
 * The NT hash of a password: MD4 (RFC 1320) of its UTF-16LE form, as MS-CHAP asks for (RFC 2759 §8.3). MD4 is broken for
 * everything else, and OpenSSL 3 has put it away, so it is here: thirty lines for the one protocol that cannot do without.
 */
export function ntHash(password: string): string {
  return Buffer.from(md4(Buffer.from(password, 'utf16le'))).toString('hex')
}

export function md4(message: Uint8Array): Uint8Array {
  const blocks = Math.ceil((message.length + 9) / 64)
  const padded = new Uint8Array(blocks * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const words = new DataView(padded.buffer)
  words.setUint32(padded.length - 8, (message.length * 8) >>> 0, true)
  words.setUint32(padded.length - 4, Math.floor(message.length / 0x2000_0000), true)

  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let block = 0; block < blocks; block++) {
    const x = Array.from({ length: 16 }, (_, word) => words.getUint32(block * 64 + word * 4, true))
    const after = ROUNDS.reduce((now, round) => runRound(now, x, round), state)
    state = [
      (state[0] + after[0]) | 0,
      (state[1] + after[1]) | 0,
      (state[2] + after[2]) | 0,
      (state[3] + after[3]) | 0,
    ]
  }
  const digest = new DataView(new ArrayBuffer(16))
  for (const [place, word] of state.entries()) digest.setInt32(place * 4, word | 0, true)
  return new Uint8Array(digest.buffer)
}

type State = readonly [number, number, number, number]
type Round = {
  readonly mix: (b: number, c: number, d: number) => number
  readonly add: number
  readonly order: readonly number[]
  readonly shifts: readonly number[]
}

/** RFC 1320 §3.4. */
const ROUNDS: readonly Round[] = [
  {
    mix: (b, c, d) => (b & c) | (~b & d),
    add: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (b, c, d) => (b & c) | (b & d) | (c & d),
    add: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (b, c, d) => b ^ c ^ d,
    add: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
]

function runRound(state: State, x: readonly number[], { mix, add, order, shifts }: Round): State {
  let [a, b, c, d] = state
  for (const [step, word] of order.entries()) {
    const sum = (a + mix(b, c, d) + (x[word] ?? 0) + add) | 0
    const shift = shifts[step % 4] ?? 0
    ;[a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c]
  }
  return [a, b, c, d]
}
