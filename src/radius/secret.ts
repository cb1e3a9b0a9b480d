import { Buffer } from 'node:buffer'
import { HmacMd5 } from './crypto/hmac-md5.ts'

/** The secret that a NAS shares with us, with what can be computed from it once. It never shows itself in a log. */
export class Secret {
  readonly bytes: Uint8Array
  readonly hmac: HmacMd5

  constructor(secret: string | Uint8Array) {
    this.bytes = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : Uint8Array.from(secret)
    this.hmac = new HmacMd5(this.bytes)
  }

  toJSON(): string {
    return '[secret]'
  }
}

/** RFC 6614 §2.3: over TLS the shared secret is this word, because TLS does the work. */
export const RADSEC_SECRET_TEXT = 'radsec'
