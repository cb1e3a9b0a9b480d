import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { sendMail } from '../jobs.ts'
import { letterAt } from '../queries/mail.ts'
import { ispName } from '../queries/policy.ts'
import { writeLetter as write, type Language, type Letter } from '../rules/letters.ts'
import { insertMail } from '../store.ts'

/** Writes to somebody by e-mail. The letter waits sealed; the queue carries only its id. */
export async function writeLetter(
  tx: Tx,
  to: { email: string; name: string; language: Language },
  letter: Letter,
): Promise<void> {
  const id = newId(tx.now)
  const text = write(letter, { ...to, isp: await ispName(tx) })
  await insertMail(tx, {
    id,
    letter_sealed: tx.vault.sealJson(letterAt(id), { to: to.email, ...text }),
    written_at: tx.now,
  })
  tx.later(sendMail, { mailId: id })
}
