import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { findAddress, lockActiveSubscriber, noteMoments } from '#modules/subscribers/index.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import type { PendingDetails } from '../contract/services.ts'
import { changeAsked } from '../events.ts'
import { periodEnd } from '../queries/changes.ts'
import { planFacts } from '../queries/plans.ts'
import {
  addressNotTheirs,
  changeInThePast,
  changeIsPending,
  noPeriodToEnd,
  samePlan,
  sameSubscriber,
  serviceIsEnded,
} from '../refusals.ts'
import { lockService } from '../store.ts'
import { insertPendingChange } from '../store/changes.ts'

export type AskedChange = {
  readonly serviceId: string
  readonly details: PendingDetails
  /** `quote`: with the event that books its quote (`applyChange`). */
  readonly effective: 'period-end' | 'date' | 'quote'
  /** For `date`. */
  readonly at?: Temporal.Instant
  readonly quoteId?: string
}

/** Writes down what will become of a service, and when; answers its id. At most one change of a kind waits. */
export async function askChange(tx: Tx, asked: AskedChange): Promise<string> {
  const service = await lockService(tx, asked.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  await checkDetails(tx, service, asked.details)
  const at = await momentOf(tx, asked)
  const id = newId(tx.now)
  const isNew = await insertPendingChange(tx, {
    id,
    service_id: service.id,
    what: asked.details.what,
    effective: asked.effective === 'quote' ? 'now' : asked.effective,
    at,
    details: asked.details,
    quote_id: asked.quoteId ?? null,
    done_at: null,
    dropped_at: null,
  })
  if (!isNew) throw changeIsPending()
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.change-asked',
      facts: {
        serviceId: service.id,
        number: service.number,
        change: asked.details.what,
        at: at?.toString() ?? null,
      },
    },
  ])
  tx.emit(changeAsked, {
    serviceId: service.id,
    subscriberId: service.subscriber_id,
    changeId: id,
    what: asked.details.what,
    quoteId: asked.quoteId ?? null,
  })
  return id
}

async function momentOf(tx: Tx, asked: AskedChange): Promise<Temporal.Instant | null> {
  switch (asked.effective) {
    case 'quote':
      return null
    case 'date': {
      const at = asked.at ?? tx.now
      if (Temporal.Instant.compare(at, tx.now) < 0) throw changeInThePast()
      return at
    }
    case 'period-end': {
      const end = await periodEnd(tx, asked.serviceId)
      if (end === null) throw noPeriodToEnd()
      return end
    }
    default:
      return asked.effective satisfies never
  }
}

async function checkDetails(
  tx: Tx,
  service: { plan_version_id: string; subscriber_id: string },
  details: PendingDetails,
) {
  switch (details.what) {
    case 'plan':
      if (details.planVersionId === service.plan_version_id) throw samePlan()
      await planFacts(tx, details.planVersionId)
      break
    case 'relocation': {
      refuseOtherSite(tx, details.siteId)
      const address = await findAddress(tx, details.addressId)
      if (address?.subscriberId !== service.subscriber_id) throw addressNotTheirs()
      break
    }
    case 'transfer':
      if (details.subscriberId === service.subscriber_id) throw sameSubscriber()
      refuseOtherSite(tx, (await lockActiveSubscriber(tx, details.subscriberId)).site_id)
      break
    case 'cancellation':
      break
    default:
      details satisfies never
  }
}
