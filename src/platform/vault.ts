/** The address of one encrypted field; bound into the ciphertext so that it opens nowhere else. */
export type FieldAddress = {
  /** `schema.table`. */
  readonly table: string
  readonly column: string
  readonly row: string
}

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/**
 * Sealed text under a key that this process does not hold: another one is ahead of it. The keys are
 * being asked for, so a unit of work that met it waits for `asked` and runs once more.
 */
export class KeyNotHeld extends Error {
  override readonly name = 'KeyNotHeld'
  /** Settles, never rejects, once the keys were asked for again. */
  readonly asked: Promise<void>

  constructor(at: FieldAddress, key: string, asked: Promise<void>) {
    super(
      `${at.table}.${at.column} of row ${at.row} is sealed with key ${key}, which is not held here`,
    )
    this.asked = asked
  }
}

/**
 * Field encryption as commands and queries see it. Keys never leave it.
 *
 * A sealed column is declared by its name and nothing else: `phone_sealed text` in a table whose row has
 * a column `id`, sealed at `{ table: 'subscribers.contact', column: 'phone_sealed', row: id }`. Rotation
 * finds such columns in the catalog. A blind index is a column `phone_blind text`.
 */
export type Vault = {
  /** AES-256-GCM under the newest data key, bound to the address: `v1.<key version>.<base64url>`. */
  seal(at: FieldAddress, plain: string): string
  /** Opens what `seal` made, under any key version still held. Throws a fault when it was moved or changed. */
  open(at: FieldAddress, sealed: string): string
  sealJson(at: FieldAddress, value: Json): string
  openJson(at: FieldAddress, sealed: string): Json
  /** Keyed hash for exact search on an encrypted column (`staff.member.email_blind`). Give it the normalised value. */
  blind(column: string, normalised: string): string
}
