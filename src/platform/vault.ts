/** The address of one encrypted field; bound into the ciphertext so that it opens nowhere else. */
export type FieldAddress = {
  /** `schema.table`. */
  readonly table: string
  readonly column: string
  readonly row: string
}

/** Field encryption as commands and queries see it. Keys never leave it. */
export type Vault = {
  /** AES-256-GCM under the newest data key, bound to the address. */
  seal(at: FieldAddress, plain: string): string
  /** Opens what `seal` made, under any key version still held. Throws a fault when it was moved or changed. */
  open(at: FieldAddress, sealed: string): string
  /** Keyed hash for exact search on an encrypted column (`staff.member.email`). Give it the normalised value. */
  blind(column: string, normalised: string): string
}
