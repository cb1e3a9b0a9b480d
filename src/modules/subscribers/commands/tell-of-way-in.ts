import { sendMessage, type MessageToSend } from '#modules/messaging/index.ts'
import type { Tx } from '#platform/tx.ts'
import { contactsOf, subscriberFacts, subscriberNames } from '../queries/facts.ts'

/** Tells a subscriber that their portal has one more way in: on the main phone first, because who added it may hold the other one. */
export async function tellOfWayIn(
  tx: Tx,
  given: { key: string; subscriberId: string; says: MessageToSend['says'] },
): Promise<void> {
  const { key, subscriberId, says } = given
  const facts = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  const named = (await subscriberNames(tx, [subscriberId])).get(subscriberId)
  const contacts = (await contactsOf(tx, [subscriberId])).get(subscriberId) ?? []
  const first = (isEmail: boolean) =>
    contacts.find(({ channel }) => (channel === 'email') === isEmail)?.value ?? null
  await sendMessage(tx, {
    ...{ key, says },
    to: {
      ...{ subscriberId, name: named?.name ?? null, language: facts?.language ?? 'en' },
      ...{ phone: first(false), email: first(true) },
    },
    // Not to browsers: one of them may be the one that should not be there.
    channels: ['whatsapp', 'sms', 'email'],
  })
}
