import type { Tx } from '#platform/tx.ts'
import { policyOf } from '../queries/policy.ts'
import type { Language } from '../rules/letters.ts'
import { writeLetter } from './write-letter.ts'

/** Mails the link of an invitation. The token is a fragment, which browsers never send anywhere. */
export async function sendInvitation(
  tx: Tx,
  given: {
    name: string
    email: string
    language: Language
    token: string
    invitedBy: string
    origin: URL
  },
): Promise<void> {
  const { invitation_days: days } = await policyOf(tx)
  await writeLetter(tx, given, {
    kind: 'invitation',
    invitedBy: given.invitedBy,
    link: new URL(`/invitation#${given.token}`, given.origin).href,
    days,
  })
}
