import { theirService } from '#modules/services/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { MyConnection } from '../contract/portal.ts'
import { explain } from './explain.ts'

/** A try that is older says nothing about today. */
const RECENT_hours = 24

/** The decision with what its holder may know: no addresses, no names of routers, nothing of other people. */
export async function myConnectionNow(read: Read, serviceId: string): Promise<MyConnection> {
  await theirService(read, { serviceId, subscriberId: callingSubscriber(read) })
  const { decision, speed, online, nas, attempts } = await explain(read, serviceId)
  const [stay] = online
  const [last] = attempts
  const since = read.now.subtract({ hours: RECENT_hours })
  const wasRefused =
    last?.outcome === 'reject' &&
    Temporal.Instant.compare(Temporal.Instant.from(last.lastAt), since) > 0
  return {
    ...decision,
    speed: speed.rate,
    steps: speed.steps.map(({ because }) => because),
    online: stay ? { since: stay.startedAt, upBytes: stay.up, downBytes: stay.down } : null,
    network: nas?.health ?? null,
    refused: wasRefused ? { at: last.lastAt, because: last.reason } : null,
  }
}
