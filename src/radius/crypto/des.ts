import { Buffer } from 'node:buffer'

/**
 * One block of DES (FIPS 46-3) under several keys: what MS-CHAP answers with (RFC 2759 §8.5). OpenSSL 3 has no single DES.
 * Keys are given as seven octets, 56 bits without parity.
 */
export function desUnderKeys(block: Uint8Array, keys: readonly Uint8Array[]): Buffer {
  const out = Buffer.allocUnsafe(8 * keys.length)
  const view = Buffer.from(block.buffer, block.byteOffset, 8)
  const [left, right] = permuteIn(view.readInt32BE(0), view.readInt32BE(4))
  for (const [n, key] of keys.entries()) {
    schedule(key)
    encrypt(left, right, out, n * 8)
  }
  return out
}

/** Sixteen rounds, two words each: the round key's eight groups of six bits, one octet each. */
const roundKeys = new Int32Array(32)

/** The permuted choices 1 and 2, and by how much the halves turn before each round. */
const PC1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60,
  52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21,
  13, 5, 28, 20, 12, 4,
]
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52,
  31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]
const SHIFTS = [1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28]

/**
 * The key schedule only moves bits, so that what each four bits of the key do to all 32 words is known beforehand: fourteen
 * nibbles, sixteen values, 32 words.
 */
const NIBBLES = new Int32Array(14 * 16 * 32)
for (let bit = 0; bit < 56; bit++) {
  const words = wordsOfKeyBit(bit)
  const nibble = bit >> 2
  for (let value = 0; value < 16; value++) {
    if ((value & (8 >> (bit & 3))) === 0) continue
    const base = (nibble * 16 + value) * 32
    for (let n = 0; n < 32; n++) NIBBLES[base + n] = (NIBBLES[base + n] ?? 0) | (words[n] ?? 0)
  }
}

/** Where one bit of the 56 ends up in the round keys. */
function wordsOfKeyBit(bit: number): Int32Array {
  const words = new Int32Array(32)
  // PC1 counts bits of a key with a parity bit after each seven.
  const place = PC1.indexOf(bit + Math.floor(bit / 7) + 1)
  const half = place < 28 ? 0 : 28
  for (const [round, shift] of SHIFTS.entries()) {
    const turned = half + ((place - half - shift + 28) % 28)
    const at = PC2.indexOf(turned + 1)
    if (at < 0) continue
    const group = Math.floor(at / 6)
    words[round * 2 + (group >> 2)] = 1 << (5 - (at % 6) + 8 * (3 - (group & 3)))
  }
  return words
}

/** Where each nibble of the key at hand begins in the table. */
const bases = new Int32Array(14)

function schedule(key: Uint8Array): void {
  for (let nibble = 0; nibble < 14; nibble++) {
    const octet = key[nibble >> 1] ?? 0
    const value = (nibble & 1) === 0 ? octet >> 4 : octet & 15
    bases[nibble] = (nibble * 16 + value) * 32
  }
  for (let n = 0; n < 32; n++) {
    let word = 0
    for (let nibble = 0; nibble < 14; nibble++) word |= NIBBLES[(bases[nibble] ?? 0) + n] ?? 0
    roundKeys[n] = word
  }
}

/** The eight S-boxes, four rows of sixteen, in hexadecimal. */
const S = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
]
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13,
  30, 6, 22, 11, 4, 25,
]

/** S-box and permutation P in one look: 64 entries for each of the eight boxes. */
const SP = new Int32Array(8 * 64)
for (const [box, table] of S.entries()) {
  for (let six = 0; six < 64; six++) {
    const row = ((six >> 4) & 2) | (six & 1)
    const four = Number.parseInt(table[row * 16 + ((six >> 1) & 15)] ?? '0', 16)
    SP[box * 64 + six] = permuted(four << (28 - box * 4))
  }
}

function permuted(word: number): number {
  let out = 0
  for (const [to, from] of P.entries()) out |= ((word >>> (32 - from)) & 1) << (31 - to)
  return out
}

function encrypt(left: number, right: number, out: Buffer, at: number): void {
  let l = left
  let r = right
  for (let round = 0; round < 16; round++) {
    const next = l ^ mangle(r, roundKeys[round * 2] ?? 0, roundKeys[round * 2 + 1] ?? 0)
    l = r
    r = next
  }
  const [high, low] = permuteOut(r, l)
  out.writeInt32BE(high, at)
  out.writeInt32BE(low, at + 4)
}

/** The cipher function f. Turned right by one, every four bits with their two neighbours are six bits in a row. */
function mangle(r: number, keyHigh: number, keyLow: number): number {
  const turned = (r >>> 1) | (r << 31)
  let out = 0
  for (let box = 0; box < 8; box++) {
    const shift = box * 4
    const six = ((turned << shift) | (shift === 0 ? 0 : turned >>> (32 - shift))) >>> 26
    const key = ((box < 4 ? keyHigh : keyLow) >>> (8 * (3 - (box & 3)))) & 63
    out |= SP[box * 64 + (six ^ key)] ?? 0
  }
  return out
}

/** The initial permutation, as exchanges of bits between the halves. */
function permuteIn(left: number, right: number): [number, number] {
  let [l, r] = exchange(left, right, 4, 0x0f0f0f0f)
  ;[l, r] = exchange(l, r, 16, 0x0000ffff)
  ;[r, l] = exchange(r, l, 2, 0x33333333)
  ;[r, l] = exchange(r, l, 8, 0x00ff00ff)
  return exchange(l, r, 1, 0x55555555)
}

function permuteOut(left: number, right: number): [number, number] {
  let [l, r] = exchange(left, right, 1, 0x55555555)
  ;[r, l] = exchange(r, l, 8, 0x00ff00ff)
  ;[r, l] = exchange(r, l, 2, 0x33333333)
  ;[l, r] = exchange(l, r, 16, 0x0000ffff)
  return exchange(l, r, 4, 0x0f0f0f0f)
}

function exchange(a: number, b: number, shift: number, mask: number): [number, number] {
  const differing = ((a >>> shift) ^ b) & mask
  return [a ^ (differing << shift), b ^ differing]
}
