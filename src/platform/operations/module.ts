import { defineModule, type Manifest } from '#platform/manifest.ts'
import { checkInvariants, checkInvariantsJob } from '#platform/operations/check-invariants.ts'
import {
  deleteJobs,
  retryDeadJobs,
  retryJobs,
  wakeReconciler,
} from '#platform/operations/commands.ts'
import * as contract from '#platform/operations/contract.ts'
import { pruneEvents, pruneEventsJob } from '#platform/operations/prune-events.ts'
import { getJob, listEvents, listJobs, overview } from '#platform/operations/queries.ts'
import { newsFor } from '#platform/operations/news.ts'
import { serve, serveStream } from '#platform/serve.ts'

/**
 * The platform's own manifest about what runs behind the screens: the operations desk for staff, the
 * check of invariants, and the pruning of old events. `rooms` are all other manifests of the building.
 */
export function operations(rooms: readonly Manifest[]): Manifest {
  const everybody = (): readonly Manifest[] => [...rooms, self]
  const self = defineModule({
    name: 'platform',
    permissions: {
      'platform.jobs-read': 'See jobs, events, reconcilers, schedules and invariants',
      'platform.jobs-retry': 'Retry and delete failed jobs, and run reconcilers and checks at once',
    },
    routes: [
      serveStream(contract.live, {
        about: rooms.flatMap(({ announces = [], shows = [] }) => [...announces, ...shows]),
        tell: ({ name }, actor) => newsFor(actor, name),
      }),
      serve(contract.overview, (read) => overview(read, everybody())),
      serve(contract.listJobs, listJobs),
      serve(contract.getJob, getJob),
      serve(contract.listEvents, (read, input) => listEvents(read, input, everybody())),
      serve(contract.retryJobs, async (tx, { ids }) => ({ retried: await retryJobs(tx, ids) })),
      serve(contract.retryDeadJobs, async (tx, { name }) => ({
        retried: await retryDeadJobs(tx, name),
      })),
      serve(contract.deleteJobs, async (tx, { ids, reason }) => ({
        deleted: await deleteJobs(tx, ids, reason),
      })),
      serve(contract.wakeReconciler, async (tx, { name }) => {
        wakeReconciler(tx, name, everybody())
        return {}
      }),
      serve(contract.checkInvariants, async (tx) => {
        tx.later(checkInvariantsJob, {}, { key: 'schedule' })
        return {}
      }),
    ],
    jobs: [checkInvariants(everybody), pruneEvents],
    schedule: [
      { job: checkInvariantsJob, cron: '*/15 * * * *' },
      { job: pruneEventsJob, cron: '17 * * * *' },
    ],
  })
  return self
}
