import { sql } from 'kysely'
import type { Brand } from '#modules/organization/contract.ts'
import type { Read } from '#platform/tx.ts'

/** A logo that is larger than that is no part of a page that must open over a bad link; the name is. */
const LOGO_BYTES_MAX = 8 * 1024

export async function smallLogo(read: Read, brand: Brand): Promise<string | null> {
  if (brand.logoUrl === null) return null
  const { rows } = await sql<{ bytes: number }>`
    select octet_length(logo) as bytes from organization.brand`.execute(read.sql)
  return (rows[0]?.bytes ?? Infinity) <= LOGO_BYTES_MAX ? brand.logoUrl : null
}
