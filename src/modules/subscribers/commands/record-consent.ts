import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { recordConsent as endpoint } from '../contract/consents.ts'
import { consentChanged } from '../events.ts'
import { lastConsent } from '../queries/consents.ts'
import { at } from '../queries/sealed.ts'
import { consentAsItIs } from '../refusals.ts'
import { insertConsents, lockSubscriber } from '../store.ts'

/** A line of the consent ledger: who agreed to what, in which wording, and how we know. Taking back is as easy as giving. */
export async function recordConsent(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint> & { ip?: string },
) {
  const { subscriberId, purpose, what, textVersion, channel, ip } = input
  // Also for those who are closed: they may still take back what they agreed to.
  await lockSubscriber(tx, subscriberId)
  const last = await lastConsent(tx, { subscriberId, purpose })
  const isSame =
    what === 'withdrawn'
      ? last?.what !== 'given'
      : last?.what === 'given' && last.text_version === textVersion
  if (isSame) throw consentAsItIs()
  const id = newId(tx.now)
  await insertConsents(tx, [
    {
      id,
      subscriber_id: subscriberId,
      purpose,
      what,
      text_version: textVersion,
      channel,
      ip_sealed: ip === undefined ? null : tx.vault.seal(at('consent', 'ip_sealed', id), ip),
    },
  ])
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  tx.emit(consentChanged, { subscriberId, purpose, what })
}
