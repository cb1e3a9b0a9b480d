import { Buffer } from 'node:buffer'
import { md5Into } from './crypto/md5.ts'
import { randomOctets } from './crypto/random.ts'
import type { Secret } from './secret.ts'

/** RFC 2865 §5.2. */
export const PASSWORD_LENGTH_MAX = 128
const TUNNEL_PASSWORD_LENGTH_MAX = 239

const mask = new Uint8Array(16)

/** RFC 2865 §5.2: XOR with MD5(secret + the block before), in blocks of 16; the password is padded with zeros. */
export function hidePassword(
  password: Uint8Array,
  authenticator: Uint8Array,
  secret: Secret,
): Buffer {
  const length = Math.max(16, Math.ceil(password.length / 16) * 16)
  const hidden = zeros(length)
  hidden.set(password)
  cover(hidden, 0, secret, [authenticator])
  return hidden
}

/** The password, without its padding, or the `size` octets of a key. Of a length that no sender makes, nothing. */
export function revealPassword(
  hidden: Uint8Array,
  authenticator: Uint8Array,
  secret: Secret,
  size: number | null = null,
): Buffer | undefined {
  if (hidden.length === 0 || hidden.length % 16 !== 0 || hidden.length > PASSWORD_LENGTH_MAX) {
    return undefined
  }
  const clear = uncover(hidden, secret, [authenticator])
  if (size !== null) return clear.subarray(0, size)
  let end = clear.length
  while (end > 0 && clear[end - 1] === 0) end--
  return clear.subarray(0, end)
}

/**
 * RFC 2868 §3.5, and the same for MS-MPPE-Send-Key and -Recv-Key (RFC 2548 §2.4.2): a salt, then the length and the value
 * hidden by the same chain, which the salt begins. The tag, where there is one, comes before all this and is not part of it.
 */
export function hideSalted(
  value: Uint8Array,
  authenticator: Uint8Array,
  secret: Secret,
  salt: Uint8Array = newSalt(),
): Buffer | undefined {
  if (value.length > TUNNEL_PASSWORD_LENGTH_MAX) return undefined
  const hidden = zeros(2 + Math.ceil((value.length + 1) / 16) * 16)
  hidden.set(salt)
  hidden[2] = value.length
  hidden.set(value, 3)
  cover(hidden, 2, secret, [authenticator, salt])
  return hidden
}

export function revealSalted(
  hidden: Uint8Array,
  authenticator: Uint8Array,
  secret: Secret,
): Buffer | undefined {
  if (hidden.length < 18 || (hidden.length - 2) % 16 !== 0) return undefined
  const clear = uncover(hidden.subarray(2), secret, [authenticator, hidden.subarray(0, 2)])
  const length = clear[0] ?? 0
  return length < clear.length ? clear.subarray(1, 1 + length) : undefined
}

/** The most significant bit of a salt is set (RFC 2868 §3.5). Two octets cannot be unique for ever; random is as good as it gets. */
function newSalt(): Uint8Array {
  const salt = randomOctets(2)
  salt[0] = (salt[0] ?? 0) | 0x80
  return salt
}

/** Ascend-Secret, `encrypt=3`: XOR with MD5(authenticator + secret), 16 octets, no chain. */
export function hideAscend(value: Uint8Array, authenticator: Uint8Array, secret: Secret): Buffer {
  const hidden = Buffer.alloc(16)
  md5Into(hidden, 0, authenticator, secret.bytes)
  for (let n = 0; n < 16; n++) hidden[n] = (hidden[n] ?? 0) ^ (value[n] ?? 0)
  return hidden
}

export function revealAscend(
  hidden: Uint8Array,
  authenticator: Uint8Array,
  secret: Secret,
): Buffer | undefined {
  if (hidden.length !== 16) return undefined
  const clear = hideAscend(hidden, authenticator, secret)
  const end = clear.indexOf(0)
  return end < 0 ? clear : clear.subarray(0, end)
}

/** From Node's page of small buffers: one of its own costs more than hiding what goes into it. */
function zeros(length: number): Buffer {
  return Buffer.allocUnsafe(length).fill(0)
}

function cover(
  bytes: Uint8Array,
  from: number,
  secret: Secret,
  first: readonly Uint8Array[],
): void {
  for (let at = from; at < bytes.length; at += 16) {
    if (at === from) md5Into(mask, 0, secret.bytes, ...first)
    else md5Into(mask, 0, secret.bytes, bytes.subarray(at - 16, at))
    for (let n = 0; n < 16; n++) bytes[at + n] = (bytes[at + n] ?? 0) ^ (mask[n] ?? 0)
  }
}

function uncover(hidden: Uint8Array, secret: Secret, first: readonly Uint8Array[]): Buffer {
  const clear = Buffer.allocUnsafe(hidden.length)
  for (let at = 0; at < hidden.length; at += 16) {
    if (at === 0) md5Into(mask, 0, secret.bytes, ...first)
    else md5Into(mask, 0, secret.bytes, hidden.subarray(at - 16, at))
    for (let n = 0; n < 16; n++) clear[at + n] = (hidden[at + n] ?? 0) ^ (mask[n] ?? 0)
  }
  return clear
}
