import { z } from 'zod'

/** Every row that people can point at has a UUIDv7 (RFC 9562 §5.7): unique anywhere, ordered by time. */
export const id = z.uuid()

/**
 * A new UUIDv7 for something that happens at `now`. The moment is an argument so that a moved clock
 * in a test or a simulation moves the order of ids with it.
 */
export function newId(now: Temporal.Instant): string {
  if (drawn === POOL_IDS) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  const random = pool.subarray(drawn * RANDOM_BYTES, ++drawn * RANDOM_BYTES)
  const time = now.epochMilliseconds.toString(16).padStart(12, '0')
  const part = (from: number, to: number) => {
    let hex = ''
    for (let at = from; at < to; at++) hex += HEX[random[at] ?? 0]
    return hex
  }
  // Version 7, and the variant of RFC 9562: the first two bits of their bytes are fixed.
  const version = `7${part(0, 2).slice(1)}`
  const variant = HEX[0x80 | ((random[2] ?? 0) & 0x3f)]
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}${part(3, 4)}-${part(4, 10)}`
}

/** Asking the system for each id would cost more than making it, and a bill run makes half a million. */
const RANDOM_BYTES = 10
const POOL_IDS = 256
const pool = new Uint8Array(RANDOM_BYTES * POOL_IDS)
let drawn = POOL_IDS
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** 128 random bits, in hex: a key for a write that is to take effect once, however often it is sent. */
export function randomKey(): string {
  // Not crypto.randomUUID: browsers hide it on plain http pages other than localhost.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => HEX[byte]).join('')
}

/** A UUIDv4 for what a page is about to ask for. */
export function randomId(): string {
  // The version, and of the variants of RFC 9562 §4.1 always the same one.
  return randomKey().replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-')
}
