import { z } from 'zod'
import type { Read } from '#platform/tx.ts'

const letter = z.object({ to: z.string(), subject: z.string(), text: z.string() })
export type StoredLetter = z.infer<typeof letter>

/** Addressed to one row, so that it cannot be swapped for another's. */
export function letterAt(mailId: string) {
  return { table: 'staff.mail', column: 'letter_sealed', row: mailId }
}

export async function openMail(read: Read, mailId: string): Promise<StoredLetter | undefined> {
  const row = await read.sql
    .selectFrom('staff.mail')
    .select('letter_sealed')
    .where('id', '=', mailId)
    .executeTakeFirst()
  return row && letter.parse(read.vault.openJson(letterAt(mailId), row.letter_sealed))
}
