import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Trouble } from '#platform/trouble.ts'

/** The first line of a backup, readable by anyone (`head -1 FILE`) and changeable by no one: every frame is bound to it. */
export type Head = { keyId: string; madeAt: string; kasi: string; salt: string }

const MAGIC = 'KASI-BACKUP 1 '
const FRAME_BYTES = 256 * 1024
const TAG_BYTES = 16
const HEAD_BYTES = 2_000

/**
 * Seals a stream in frames of AES-256-GCM: `length ‖ ciphertext ‖ tag`. The key is this file's own (HKDF of the backup key
 * and a random salt), so the frames' numbers can be their IVs. The IV of the last frame is marked (the STREAM construction,
 * https://eprint.iacr.org/2015/189): frames left out, swapped or cut off do not open.
 */
export async function* seal(
  plain: AsyncIterable<Buffer>,
  backupKey: Uint8Array,
  head: Omit<Head, 'salt'>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(32).toString('base64url')
  const line = Buffer.from(`${MAGIC}${JSON.stringify({ ...head, salt } satisfies Head)}\n`)
  const key = fileKey(backupKey, salt)
  yield line
  let number = 0
  let waiting: Buffer | undefined
  for await (const frame of inFrames(plain)) {
    if (waiting) yield sealFrame(waiting, key, number++, false, line)
    waiting = frame
  }
  yield sealFrame(waiting ?? Buffer.alloc(0), key, number, true, line)
}

/** Opens what `seal` made, or throws a Trouble: not one byte of a changed or cut-off file is let through as the end. */
export async function* open(
  sealed: AsyncIterable<Buffer>,
  keyFor: (head: Head) => Promise<Uint8Array>,
): AsyncGenerator<Buffer> {
  const input = new Bytes(sealed)
  const line = await input.line(HEAD_BYTES)
  const head = readHead(line)
  const key = fileKey(await keyFor(head), head.salt)
  for (let number = 0; ; number++) {
    const length = await input.take(4)
    if (length.length < 4) throw cutOff()
    const bytes = length.readUInt32BE()
    if (bytes < TAG_BYTES || bytes > FRAME_BYTES + TAG_BYTES) throw changed()
    const frame = await input.take(bytes)
    if (frame.length < bytes) throw cutOff()
    const isLast = await input.isAtEnd()
    yield openFrame(frame, key, number, isLast, line)
    if (isLast) return
  }
}

export function readHead(line: Buffer): Head {
  const text = line.toString()
  if (!text.startsWith(MAGIC) || !text.endsWith('\n')) {
    throw new Trouble('This file is not a backup of Kasi.', 'Name a file that `kasi backup` wrote.')
  }
  try {
    return JSON.parse(text.slice(MAGIC.length)) as Head
  } catch (cause) {
    throw changed(cause)
  }
}

function fileKey(backupKey: Uint8Array, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', backupKey, salt, 'kasi backup file', 32))
}

function ivOf(number: number, isLast: boolean): Buffer {
  const iv = Buffer.alloc(12)
  iv.writeUInt8(isLast ? 1 : 0)
  iv.writeBigUInt64BE(BigInt(number), 4)
  return iv
}

function sealFrame(
  plain: Buffer,
  key: Buffer,
  number: number,
  isLast: boolean,
  head: Buffer,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, ivOf(number, isLast)).setAAD(head)
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

function openFrame(
  frame: Buffer,
  key: Buffer,
  number: number,
  isLast: boolean,
  head: Buffer,
): Buffer {
  const body = frame.subarray(0, -TAG_BYTES)
  const tag = frame.subarray(-TAG_BYTES)
  const tryAs = (last: boolean) => {
    const decipher = createDecipheriv('aes-256-gcm', key, ivOf(number, last), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(head).setAuthTag(tag)
    return Buffer.concat([decipher.update(body), decipher.final()])
  }
  try {
    return tryAs(isLast)
  } catch (cause) {
    throw explain(number, isLast, () => tryAs(!isLast), cause)
  }
}

/** A frame that opens as an inner one though nothing follows it: then the file is whole so far, but not to its end. */
function explain(number: number, isLast: boolean, asOther: () => void, cause: unknown): Trouble {
  try {
    asOther()
    return isLast ? cutOff() : changed(cause)
  } catch {
    return number === 0 ? wrongKeyOrChanged(cause) : changed(cause)
  }
}

function cutOff(): Trouble {
  return new Trouble(
    'This backup is cut off: its end is missing.',
    'Copy the file again from where it was made, or use an older backup. Nothing was restored.',
  )
}

function changed(cause?: unknown): Trouble {
  return new Trouble(
    'This backup is damaged or was changed after it was made.',
    'Copy the file again from where it was made, or use an older backup. Nothing was restored.',
    { cause },
  )
}

function wrongKeyOrChanged(cause: unknown): Trouble {
  return new Trouble(
    'This backup does not open: it was made with another key, or changed after it was made.',
    'Give Kasi the keys that it had when the backup was made (KASI_KEYS_FILE or KASI_KEYS). Nothing was restored.',
    { cause },
  )
}

async function* inFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let bytes = 0
  for await (const part of source) {
    parts.push(part)
    bytes += part.length
    if (bytes < FRAME_BYTES) continue
    let whole = Buffer.concat(parts)
    for (; whole.length >= FRAME_BYTES; whole = whole.subarray(FRAME_BYTES))
      yield whole.subarray(0, FRAME_BYTES)
    parts = [whole]
    bytes = whole.length
  }
  if (bytes > 0) yield Buffer.concat(parts)
}

/** Reads a stream by lengths. */
export class Bytes {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** That many bytes; fewer only where the stream ends. */
  async take(length: number): Promise<Buffer> {
    while (this.#held.length < length && (await this.#more()));
    const taken = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return taken
  }

  /** Up to and with the next line feed, or `most` bytes. */
  async line(most: number): Promise<Buffer> {
    while (!this.#held.includes(10) && this.#held.length < most && (await this.#more()));
    return this.take(Math.min(most, this.#held.indexOf(10) + 1))
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more())
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next()
    if (next.done) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }
}
