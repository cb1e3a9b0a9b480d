import { z } from 'zod'
import type { Vault } from '#platform/vault.ts'

function at(row: string, column: string) {
  return { table: 'services.credential', column, row }
}

export function sealSecrets(
  vault: Vault,
  id: string,
  secrets: { password: string; ntHash: string },
) {
  return {
    password_sealed: vault.seal(at(id, 'password_sealed'), secrets.password),
    nt_hash_sealed: vault.seal(at(id, 'nt_hash_sealed'), secrets.ntHash),
  }
}

/** The password in clear, for PAP and CHAP. A few microseconds, so a picture in memory may keep it sealed. */
export function openPassword(
  vault: Vault,
  credential: { id: string; passwordSealed: string },
): string {
  return vault.open(at(credential.id, 'password_sealed'), credential.passwordSealed)
}

const hex = z.string().regex(/^[0-9a-f]{32}$/)

/** Sixteen bytes, for MS-CHAP and MS-CHAPv2. */
export function openNtHash(vault: Vault, credential: { id: string; ntHashSealed: string }): Buffer {
  return Buffer.from(
    hex.parse(vault.open(at(credential.id, 'nt_hash_sealed'), credential.ntHashSealed)),
    'hex',
  )
}

export function holdNote(id: string) {
  return { table: 'services.hold', column: 'note_sealed', row: id }
}
