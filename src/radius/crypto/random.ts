import { Buffer } from 'node:buffer'
import { randomFillSync } from 'node:crypto'

/**
 * Random octets by the handful, taken from a page that is filled at once: asking OpenSSL costs 3 µs however few are wanted, and an
 * answer with keys wants two of two. Each octet is given out once, and wiped from the page.
 */
export function randomOctets(length: number): Buffer {
  if (fresh + length > page.length) {
    randomFillSync(page)
    fresh = 0
  }
  const octets = Buffer.from(page.subarray(fresh, fresh + length))
  page.fill(0, fresh, fresh + length)
  fresh += length
  return octets
}

const page = Buffer.alloc(4096)
/** Where the page is fresh from. At first nowhere. */
let fresh = page.length
