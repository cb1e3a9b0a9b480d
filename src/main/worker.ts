import { startAuditSealer } from '#platform/audit/sealer.ts'
import { startWorker } from '#platform/queue.ts'
import type { JobRun } from '#platform/queue/tasks.ts'
import type { Ground } from './ground.ts'

/** Does the queued work of all rooms and links the audit trail. Stops after what is under way, with a bound. */
export function openWorker(ground: Ground): { stop(): Promise<void> } {
  const { config, clock, log, database, vault, units, manifests, tracing } = ground
  const worker = startWorker({
    ...{ database, units, manifests, trace: tracing.span },
    onRun: (run) => tell(ground, run),
    onTrouble: (err) => log.warn({ err }, 'The queue is in trouble'),
  })
  const stopSealing = startAuditSealer({ sql: database.sql, vault, clock, log, home: config.home })
  return {
    stop: async () => {
      await worker.stop()
      await stopSealing()
    },
  }
}

function tell({ log, metrics }: Ground, run: JobRun): void {
  const { id, name: job, attempt, attempts, duration_ms, outcome, error: err } = run
  const told = outcome === 'failing' ? 'failed' : outcome
  metrics.jobEnded({ job, outcome: told, duration_s: duration_ms / 1000 })
  const facts = { room: job.split('.', 1)[0], job, id, attempt, attempts, duration_ms }
  if (outcome === 'done') log.debug(facts, 'job')
  else log.error({ ...facts, err }, outcome === 'dead' ? 'A job failed for good' : 'A job failed')
}
