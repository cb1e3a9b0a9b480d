import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  linkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import { syncDirectory, writeBeside } from '#platform/durable.ts'
import { Trouble } from '#platform/trouble.ts'

/**
 * Where the key-encryption keys are. Ours come from a file or the environment; a key service (KMS,
 * HashiCorp Vault, PKCS#11) is one more implementation, whose keys never come here.
 */
export type KeyProvider = {
  /** For messages to people: `the keys file /var/lib/kasi/keys.json`. */
  readonly source: string
  /** The key that wraps from now on. */
  readonly current: string
  readonly ids: readonly string[]
  /** Wraps a data key, bound to what it is for. */
  wrap(key: Uint8Array, boundTo: string): Promise<string>
  /** Throws when `wrapped` was made by another key, for another purpose, or changed since. */
  unwrap(wrapped: string, keyId: string, boundTo: string): Promise<Buffer>
  /** A key for something outside the database, such as a backup, from the current or the named key. */
  derive(purpose: string, keyId?: string): Promise<Buffer>
}

const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

const keysFile = z.object({
  format: z.literal('kasi-keys-1'),
  /** Keys that Kasi made for a demo by itself are not fit for production: nobody kept a copy. */
  madeFor: z.enum(['development', 'production']),
  /** The first is current; the others only open what they wrapped. */
  keys: z.array(z.object({ id: z.string(), madeAt: z.string(), key: z.base64() })).min(1),
})
type KeysFile = z.infer<typeof keysFile>

/** A key's name is made from the key, so that a wrong key is recognised by its name alone. */
export function keyId(key: Uint8Array): string {
  return `k-${createHmac('sha256', key).update('kasi key id').digest('hex').slice(0, 12)}`
}

/**
 * The keys that the settings name. Throws a Trouble that says what is wrong with them; undefined when there
 * are none yet, because only the caller knows whether this is a first start (`createKeysFile`) or a lost file.
 */
export function findKeys(config: Pick<Config, 'keys' | 'env'>): KeyProvider | undefined {
  const { inline, file } = config.keys
  if (inline) return fromText(inline.reveal())
  if (!existsSync(file)) return undefined
  const { madeFor, keys } = readKeysFile(file)
  if (config.env === 'production' && madeFor !== 'production') {
    throw new Trouble(
      `The keys file ${file} was made for a demo, and this is production.`,
      'Make keys of your own with `kasi keys create`, and keep a copy in a safe place.',
    )
  }
  return providerOf(
    `the keys file ${file}`,
    keys.map(({ key }) => Buffer.from(key, 'base64')),
  )
}

/**
 * Makes a keys file (mode 0600) with one new key. False when there is one already, also when another
 * process made it a moment ago: overwriting it would lose all data, so Kasi never does.
 */
export function createKeysFile(
  file: string,
  madeFor: KeysFile['madeFor'],
  now: Temporal.Instant,
): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const beside = writeBeside(file, textOf({ format: 'kasi-keys-1', madeFor, keys: [newKey(now)] }))
  try {
    linkSync(beside, file)
    syncDirectory(dirname(file))
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw cause
  } finally {
    rmSync(beside)
  }
}

/** Puts a new key in front of the file's keys; the older ones stay until nothing is wrapped by them. */
export function addKey(file: string, now: Temporal.Instant) {
  const held = readKeysFile(file)
  writeKeysFile(file, { ...held, keys: [newKey(now), ...held.keys] })
}

/** Takes out keys that wrap nothing any more. The current one always stays. */
export function removeKeys(file: string, ids: readonly string[]) {
  const held = readKeysFile(file)
  const keys = held.keys.filter(({ id }, index) => index === 0 || !ids.includes(id))
  writeKeysFile(file, { ...held, keys })
}

function newKey(now: Temporal.Instant) {
  const key = randomBytes(KEY_BYTES)
  return {
    id: keyId(key),
    madeAt: now.toString({ smallestUnit: 'second' }),
    key: key.toString('base64'),
  }
}

function readKeysFile(file: string): KeysFile {
  const damaged = (cause?: unknown) =>
    new Trouble(
      `The keys file ${file} cannot be understood; it may be damaged.`,
      'Put back the copy that you keep elsewhere. Do not make a new one: it cannot open what the old one sealed.',
      { cause },
    )
  const mode = statSync(file).mode & 0o777
  if (mode & 0o077) {
    throw new Trouble(
      `The keys file ${file} can be read by others (mode ${mode.toString(8)}).`,
      `Run: chmod 600 ${file}`,
    )
  }
  let parsed: KeysFile
  try {
    parsed = keysFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) {
      throw new Trouble(
        `The keys file ${file} cannot be read: ${cause.message}.`,
        'Let the OS user who starts Kasi read it.',
        { cause },
      )
    }
    throw damaged(cause)
  }
  const whole = parsed.keys.every(({ id, key }) => {
    const bytes = Buffer.from(key, 'base64')
    return bytes.length === KEY_BYTES && keyId(bytes) === id
  })
  if (!whole) throw damaged()
  return parsed
}

/** Moved into place whole; nothing is wrapped by a key of it before it is sure to stay there. */
function writeKeysFile(file: string, content: KeysFile) {
  renameSync(writeBeside(file, textOf(content)), file)
  syncDirectory(dirname(file))
}

function textOf(content: KeysFile): string {
  return `${JSON.stringify(content, null, 2)}\n`
}

function fromText(text: string): KeyProvider {
  const keys = text.split(',').map((part) => Buffer.from(part.trim(), 'base64'))
  if (keys.some((key) => key.length !== KEY_BYTES)) {
    throw new Trouble(
      'KASI_KEYS does not hold keys: each must be 32 bytes in base64, with commas between them.',
      'Make one with: openssl rand -base64 32',
    )
  }
  return providerOf('KASI_KEYS', keys)
}

function providerOf(source: string, list: readonly Buffer[]): KeyProvider {
  const keys = new Map(list.map((key) => [keyId(key), key]))
  const current = [...keys.keys()][0] ?? ''
  const held = (id: string) => {
    const key = keys.get(id)
    if (!key) throw new Error(`${source} holds no key ${id}`)
    return key
  }
  return {
    source,
    current,
    ids: [...keys.keys()],
    wrap: async (key, boundTo) => encrypt(held(current), key, `${current}|${boundTo}`),
    unwrap: async (wrapped, id, boundTo) => decrypt(held(id), wrapped, `${id}|${boundTo}`),
    derive: async (purpose, id = current) =>
      Buffer.from(hkdfSync('sha256', held(id), '', `kasi ${purpose}`, KEY_BYTES)),
  }
}

/** Asking the system for each would cost a quarter of the sealing. */
const POOL_IVS = 256
const pool = Buffer.alloc(IV_BYTES * POOL_IVS)
let drawn = POOL_IVS

/** Random octets that are used once. They stand until the next call. */
function freshIv(): Buffer {
  if (drawn === POOL_IVS) {
    randomFillSync(pool)
    drawn = 0
  }
  return pool.subarray(drawn * IV_BYTES, ++drawn * IV_BYTES)
}

/** AES-256-GCM with a random 96-bit IV (NIST SP 800-38D §8.2.2), as base64url of iv‖ciphertext‖tag. */
export function encrypt(key: Uint8Array, plain: Uint8Array | string, boundTo: string): string {
  const iv = freshIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(boundTo))
  const head = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  return Buffer.concat([iv, head, cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Opens what `encrypt` made; throws when the key, the binding or a single bit differs. */
export function decrypt(key: Uint8Array, sealed: string, boundTo: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  // One sealed text has one spelling: the unused bits of its last letter must not be free to change.
  if (bytes.length < IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed)
    throw new Error('Sealed text is cut short or misspelt')
  const end = bytes.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(end))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()])
}
