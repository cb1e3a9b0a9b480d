/**
 * MD5 (RFC 1321) in plain TypeScript on buffers made once. RADIUS hashes three times for each packet, over a few hundred
 * octets; at that size node:crypto's createHash costs 2.8 µs and its HMAC 24 µs, nearly all of it in making the
 * objects, while this needs about one. MD5 is what RADIUS is made of, not a choice: nothing here is new use of it.
 */
export class Md5 {
  private readonly state: Int32Array & Four = new Int32Array(4) as Int32Array & Four
  private readonly words: Int32Array & Sixteen = new Int32Array(16) as Int32Array & Sixteen
  private readonly tail = new Uint8Array(64)
  private length = 0

  constructor() {
    this.reset()
  }

  reset(): this {
    this.state[0] = 0x67452301
    this.state[1] = -0x10325477
    this.state[2] = -0x67452302
    this.state[3] = 0x10325476
    this.length = 0
    return this
  }

  /** Goes on from another hash's state, which must have taken whole blocks. That is how an HMAC key is hashed only once. */
  resume(from: Md5Midstate): this {
    this.state.set(from.state)
    this.length = from.length
    return this
  }

  midstate(): Md5Midstate {
    return { state: this.state.slice(), length: this.length }
  }

  update(bytes: Uint8Array, start: number = 0, end: number = bytes.length): this {
    let at = start
    let held = this.length & 63
    this.length += end - start
    if (held > 0) {
      while (at < end && held < 64) this.tail[held++] = bytes[at++] ?? 0
      if (held < 64) return this
      this.block(this.tail, 0)
      held = 0
    }
    for (; at + 64 <= end; at += 64) this.block(bytes, at)
    while (at < end) this.tail[held++] = bytes[at++] ?? 0
    return this
  }

  /** Writes the 16 octets of the digest. The hash must be reset before it is used again. */
  digestInto(out: Uint8Array, offset: number): void {
    const { tail, length } = this
    let held = length & 63
    tail[held++] = 0x80
    if (held > 56) {
      tail.fill(0, held)
      this.block(tail, 0)
      held = 0
    }
    tail.fill(0, held)
    // The length in bits, least octet first. Packets are short, but `length * 8` must not pass 2^31.
    const bits = length * 8
    const high = Math.floor(bits / 2 ** 32)
    for (let n = 0; n < 4; n++) tail[56 + n] = bits >>> (n * 8)
    for (let n = 0; n < 4; n++) tail[60 + n] = high >>> (n * 8)
    this.block(tail, 0)
    for (let n = 0; n < 16; n++) out[offset + n] = (this.state[n >> 2] ?? 0) >>> ((n & 3) * 8)
  }

  private block(bytes: Uint8Array, offset: number): void {
    const { words } = this
    // Callers hand over 64 octets from `offset`, so that no octet can be missing.
    for (let n = 0; n < 16; n++) words[n] = wordAt(bytes, offset + n * 4)
    compress(this.state, words)
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
  return low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
}

export type Md5Midstate = { state: Int32Array; length: number }

function ff(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const n = (a + ((b & c) | (~b & d)) + x + k) | 0
  return (((n << s) | (n >>> (32 - s))) + b) | 0
}

function gg(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const n = (a + ((b & d) | (c & ~d)) + x + k) | 0
  return (((n << s) | (n >>> (32 - s))) + b) | 0
}

function hh(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const n = (a + (b ^ c ^ d) + x + k) | 0
  return (((n << s) | (n >>> (32 - s))) + b) | 0
}

function ii(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const n = (a + (c ^ (b | ~d)) + x + k) | 0
  return (((n << s) | (n >>> (32 - s))) + b) | 0
}

/** Arrays of a known length: TypeScript then knows that no index below can miss. */
type Four = { 0: number; 1: number; 2: number; 3: number }
type Sixteen = Four & Record<4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15, number>

/** The 64 steps of RFC 1321 §3.4, unrolled: in a loop with tables they take twice the time. */
function compress(state: Four, x: Sixteen): void {
  let a = state[0]
  let b = state[1]
  let c = state[2]
  let d = state[3]
  a = ff(a, b, c, d, x[0], 7, -680876936)
  d = ff(d, a, b, c, x[1], 12, -389564586)
  c = ff(c, d, a, b, x[2], 17, 606105819)
  b = ff(b, c, d, a, x[3], 22, -1044525330)
  a = ff(a, b, c, d, x[4], 7, -176418897)
  d = ff(d, a, b, c, x[5], 12, 1200080426)
  c = ff(c, d, a, b, x[6], 17, -1473231341)
  b = ff(b, c, d, a, x[7], 22, -45705983)
  a = ff(a, b, c, d, x[8], 7, 1770035416)
  d = ff(d, a, b, c, x[9], 12, -1958414417)
  c = ff(c, d, a, b, x[10], 17, -42063)
  b = ff(b, c, d, a, x[11], 22, -1990404162)
  a = ff(a, b, c, d, x[12], 7, 1804603682)
  d = ff(d, a, b, c, x[13], 12, -40341101)
  c = ff(c, d, a, b, x[14], 17, -1502002290)
  b = ff(b, c, d, a, x[15], 22, 1236535329)
  a = gg(a, b, c, d, x[1], 5, -165796510)
  d = gg(d, a, b, c, x[6], 9, -1069501632)
  c = gg(c, d, a, b, x[11], 14, 643717713)
  b = gg(b, c, d, a, x[0], 20, -373897302)
  a = gg(a, b, c, d, x[5], 5, -701558691)
  d = gg(d, a, b, c, x[10], 9, 38016083)
  c = gg(c, d, a, b, x[15], 14, -660478335)
  b = gg(b, c, d, a, x[4], 20, -405537848)
  a = gg(a, b, c, d, x[9], 5, 568446438)
  d = gg(d, a, b, c, x[14], 9, -1019803690)
  c = gg(c, d, a, b, x[3], 14, -187363961)
  b = gg(b, c, d, a, x[8], 20, 1163531501)
  a = gg(a, b, c, d, x[13], 5, -1444681467)
  d = gg(d, a, b, c, x[2], 9, -51403784)
  c = gg(c, d, a, b, x[7], 14, 1735328473)
  b = gg(b, c, d, a, x[12], 20, -1926607734)
  a = hh(a, b, c, d, x[5], 4, -378558)
  d = hh(d, a, b, c, x[8], 11, -2022574463)
  c = hh(c, d, a, b, x[11], 16, 1839030562)
  b = hh(b, c, d, a, x[14], 23, -35309556)
  a = hh(a, b, c, d, x[1], 4, -1530992060)
  d = hh(d, a, b, c, x[4], 11, 1272893353)
  c = hh(c, d, a, b, x[7], 16, -155497632)
  b = hh(b, c, d, a, x[10], 23, -1094730640)
  a = hh(a, b, c, d, x[13], 4, 681279174)
  d = hh(d, a, b, c, x[0], 11, -358537222)
  c = hh(c, d, a, b, x[3], 16, -722521979)
  b = hh(b, c, d, a, x[6], 23, 76029189)
  a = hh(a, b, c, d, x[9], 4, -640364487)
  d = hh(d, a, b, c, x[12], 11, -421815835)
  c = hh(c, d, a, b, x[15], 16, 530742520)
  b = hh(b, c, d, a, x[2], 23, -995338651)
  a = ii(a, b, c, d, x[0], 6, -198630844)
  d = ii(d, a, b, c, x[7], 10, 1126891415)
  c = ii(c, d, a, b, x[14], 15, -1416354905)
  b = ii(b, c, d, a, x[5], 21, -57434055)
  a = ii(a, b, c, d, x[12], 6, 1700485571)
  d = ii(d, a, b, c, x[3], 10, -1894986606)
  c = ii(c, d, a, b, x[10], 15, -1051523)
  b = ii(b, c, d, a, x[1], 21, -2054922799)
  a = ii(a, b, c, d, x[8], 6, 1873313359)
  d = ii(d, a, b, c, x[15], 10, -30611744)
  c = ii(c, d, a, b, x[6], 15, -1560198380)
  b = ii(b, c, d, a, x[13], 21, 1309151649)
  a = ii(a, b, c, d, x[4], 6, -145523070)
  d = ii(d, a, b, c, x[11], 10, -1120210379)
  c = ii(c, d, a, b, x[2], 15, 718787259)
  b = ii(b, c, d, a, x[9], 21, -343485551)
  state[0] = (state[0] + a) | 0
  state[1] = (state[1] + b) | 0
  state[2] = (state[2] + c) | 0
  state[3] = (state[3] + d) | 0
}

const shared = new Md5()

/** MD5 over the parts, one after the other, into 16 octets at `offset`. */
export function md5Into(out: Uint8Array, offset: number, ...parts: readonly Uint8Array[]): void {
  shared.reset()
  for (const part of parts) shared.update(part)
  shared.digestInto(out, offset)
}

export function md5(...parts: readonly Uint8Array[]): Uint8Array {
  const digest = new Uint8Array(16)
  md5Into(digest, 0, ...parts)
  return digest
}
