import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { setAutomatic as endpoint } from '../contract/services.ts'
import { serviceIsEnded } from '../refusals.ts'
import { deleteAutoChange, lockService, putAutoChange } from '../store.ts'

/** What the subscriber lets Kasi change by usage, and how far. Neither up nor down takes the consent back. */
export async function setAutomatic(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  const { mayUpgrade, mayDowngrade } = input
  if (mayUpgrade || mayDowngrade) {
    await putAutoChange(tx, {
      id: service.id,
      may_upgrade: mayUpgrade,
      may_downgrade: mayDowngrade,
      ceiling_cents: BigInt(input.ceilingCents),
      consented_at: tx.now,
      consented_by: input.consentedBy,
      cooldown_periods: input.cooldownPeriods,
    })
  } else await deleteAutoChange(tx, service.id)
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.automatic-set',
      facts: { serviceId: service.id, number: service.number, mayUpgrade, mayDowngrade },
    },
  ])
}
