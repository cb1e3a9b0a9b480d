import { createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { assert, must } from '#kernel/assert.ts'
import { decrypt, encrypt } from '#platform/keys.ts'
import { KeyNotHeld, type FieldAddress, type Json, type Vault } from '#platform/vault.ts'

export type DataKey = {
  /** `d3`: also the `kid` in what it sealed. */
  readonly id: string
  readonly purpose: 'data' | 'index' | 'audit'
  readonly state: 'coming' | 'current' | 'decrypt-only'
  readonly key: Buffer
}

/** The keys one process holds in memory, replaced as a whole when they change. */
export type KeyRing = {
  readonly all: ReadonlyMap<string, DataKey>
  readonly data: DataKey
  readonly index: DataKey
  readonly audit: DataKey
}

export function keyRing(keys: readonly DataKey[]): KeyRing {
  const current = (purpose: DataKey['purpose']) =>
    must(
      keys.find((key) => key.purpose === purpose && key.state === 'current'),
      `there is a current ${purpose} key`,
    )
  return {
    all: new Map(keys.map((key) => [key.id, key])),
    data: current('data'),
    index: current('index'),
    audit: current('audit'),
  }
}

const FORMAT = 'v1'
const BLIND_BYTES = 16

/** Where a sealed text says which key made it: `v1.d3.…`. */
export function keyIdOf(sealed: string): string | undefined {
  const [format, kid, text] = sealed.split('.')
  return format === FORMAT && text ? kid : undefined
}

export type FieldVaultOptions = {
  /** Asked at each use, because keys rotate while we run. */
  readonly ring: () => KeyRing
  /** Asked at each seal; throws when the ring may be outdated. */
  readonly freshRing: () => KeyRing
  /** Something was sealed by a process that is ahead of us: asks for the keys, and never rejects. */
  readonly onUnknownKey: () => Promise<void>
}

/** The vault over a ring of keys. */
export function fieldVault({ ring, freshRing, onUnknownKey }: FieldVaultOptions): Vault {
  const blindKeys = new Map<string, Buffer>()

  const seal = (at: FieldAddress, plain: string): string => {
    const { id, key } = freshRing().data
    return `${FORMAT}.${id}.${encrypt(key, plain, address(at, id))}`
  }

  const open = (at: FieldAddress, sealed: string): string => {
    const id = keyIdOf(sealed)
    if (!id) throw new Error(`${at.table}.${at.column} of row ${at.row} does not hold sealed text`)
    const key = ring().all.get(id)?.key
    if (!key) throw new KeyNotHeld(at, id, onUnknownKey())
    try {
      return decrypt(key, sealed.slice(FORMAT.length + id.length + 2), address(at, id)).toString(
        'utf8',
      )
    } catch (cause) {
      throw new Error(
        `${at.table}.${at.column} of row ${at.row} was changed or moved after it was sealed`,
        { cause },
      )
    }
  }

  return {
    seal,
    open,
    sealJson: (at, value) => seal(at, JSON.stringify(value)),
    openJson: (at, sealed): Json => z.json().parse(JSON.parse(open(at, sealed))),
    blind: (column, normalised) => {
      const { id, key } = ring().index
      const name = `${id}|${column}`
      let columnKey = blindKeys.get(name)
      if (!columnKey) {
        // RFC 5869: one key per column, so that equal values in two columns do not look equal.
        columnKey = Buffer.from(hkdfSync('sha256', key, '', `kasi blind index|${column}`, 32))
        blindKeys.set(name, columnKey)
      }
      return createHmac('sha256', columnKey)
        .update(normalised)
        .digest()
        .subarray(0, BLIND_BYTES)
        .toString('base64url')
    },
  }
}

/** What the ciphertext is bound to. Only `row` may contain a bar, so no two addresses read the same. */
function address(at: FieldAddress, kid: string): string {
  assert(!`${at.table}${at.column}`.includes('|'), 'no bar in a table or column name')
  return `${at.table}|${at.column}|${at.row}|${kid}`
}
