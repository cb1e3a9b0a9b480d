import { Md5, type Md5Midstate } from './md5.ts'

const BLOCK_LENGTH = 64

/** HMAC-MD5 (RFC 2104) with one key. Both pads are hashed once, when the key is set, and not for each packet. */
export class HmacMd5 {
  private readonly inner: Md5Midstate
  private readonly outer: Md5Midstate

  constructor(key: Uint8Array) {
    const block = new Uint8Array(BLOCK_LENGTH)
    if (key.length > BLOCK_LENGTH) hash.reset().update(key).digestInto(block, 0)
    else block.set(key)
    this.inner = absorbed(block.map((octet) => octet ^ 0x36))
    this.outer = absorbed(block.map((octet) => octet ^ 0x5c))
  }

  /** Starts a digest; one at a time in the whole process, because the working state is shared. */
  begin(): Md5 {
    return hash.resume(this.inner)
  }

  finishInto(out: Uint8Array, offset: number): void {
    hash.digestInto(between, 0)
    hash.resume(this.outer).update(between).digestInto(out, offset)
  }
}

const hash = new Md5()
const between = new Uint8Array(16)

function absorbed(block: Uint8Array): Md5Midstate {
  return hash.reset().update(block).midstate()
}
