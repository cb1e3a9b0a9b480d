import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { HoldReason } from '../contract/serving.ts'
import { holdSet } from '../events.ts'
import { holdNote } from '../queries/sealed.ts'
import { holdEndsBeforeItBegins, serviceIsEnded } from '../refusals.ts'
import { insertHold, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

export type NewHold = {
  readonly serviceId: string
  readonly reason: HoldReason
  /** Now unless said. */
  readonly from?: Temporal.Instant
  /** Absent: until it is lifted. */
  readonly to?: Temporal.Instant | null
  /** Whether the time under it is charged. */
  readonly bills: boolean
  /** What a colleague wrote; kept sealed. */
  readonly note?: string
}

/**
 * Holds a service for one reason, and answers the id of the hold. Others that stand stay. There is one hold for
 * non-payment at most, and one for an empty wallet: setting it again changes nothing and answers null.
 */
export async function setHold(tx: Tx, hold: NewHold): Promise<string | null> {
  const service = await lockService(tx, hold.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  const from = hold.from ?? tx.now
  const to = hold.to ?? null
  if (to && Temporal.Instant.compare(from, to) >= 0) throw holdEndsBeforeItBegins()
  const id = newId(tx.now)
  const isNew = await insertHold(tx, {
    id,
    service_id: service.id,
    reason: hold.reason,
    from_at: from,
    to_at: to,
    bills: hold.bills,
    note_sealed: hold.note ? tx.vault.seal(holdNote(id), hold.note) : null,
    lifted_at: null,
    lifted_by_kind: null,
    lifted_by_id: null,
  })
  if (!isNew) return null
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }], reason: hold.reason })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.held',
      facts: { serviceId: service.id, number: service.number, reason: hold.reason },
    },
  ])
  tx.emit(holdSet, {
    serviceId: service.id,
    subscriberId: service.subscriber_id,
    holdId: id,
    reason: hold.reason,
    bills: hold.bills,
  })
  tellNetwork(tx, [service.id], 'holds')
  return id
}
