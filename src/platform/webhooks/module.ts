import type { Clock } from '#platform/clock.ts'
import { on, type Reaction } from '#platform/events.ts'
import { defineModule, type Manifest } from '#platform/manifest.ts'
import { sendEvent } from './commands/send-event.ts'
import { webhookSwitchedOff } from './events.ts'
import { forgetDeliveries } from './job-types.ts'
import { deliver, forget } from './jobs.ts'
import { webhooksFor } from './queries.ts'
import { routes } from './routes.ts'

/** `rooms`: whose announced events other systems may ask for. */
export function webhooks(given: {
  rooms: readonly Manifest[]
  clock: Clock
  /** KASI_WEBHOOK_ALLOW_PRIVATE: receivers in the ISP's own network, and plain http. */
  allowPrivate: boolean
  /** KASI_OUTBOUND_HOSTS: the only hosts that may be called. */
  hosts?: readonly string[] | undefined
}) {
  const events = [...given.rooms.flatMap(({ announces = [] }) => announces), webhookSwitchedOff]
  return defineModule({
    name: 'platform',
    permissions: {
      'platform.webhooks-read': 'See webhooks and what was sent to them',
      'platform.webhooks-manage': 'Add, change, test, replay and remove webhooks',
    },
    routes: routes({ events, allowPrivate: given.allowPrivate }),
    reactions: events.map((event): Reaction =>
      on(
        event,
        `platform.webhook-${event.name.replace('.', '-')}`,
        (tx, facts, { eventId, at }) => sendEvent(tx, { eventId, name: event.name, at, facts }),
        { isWanted: async (tx) => (await webhooksFor(tx, event.name)).length > 0 },
      ),
    ),
    jobs: [deliver(given), forget],
    schedule: [{ job: forgetDeliveries, cron: '40 1 * * *' }],
  })
}
