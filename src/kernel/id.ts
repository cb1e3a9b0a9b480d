import { z } from 'zod'

/** Every row that people can point at has a UUIDv7 (RFC 9562 §5.7): unique anywhere, ordered by time. */
export const id = z.uuid()

/**
 * A new UUIDv7 for something that happens at `now`. The moment is an argument so that a moved clock
 * in a test or a simulation moves the order of ids with it.
 */
export function newId(now: Temporal.Instant): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let ms = now.epochMilliseconds
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f) // version 7; the array has 16 bytes
  bytes[8] = 0x80 | (bytes[8]! & 0x3f) // RFC 9562 variant
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
