import { type CronItem, parseCronItems, type ParsedCronItem } from 'graphile-worker'
import { WAKE } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { ATTEMPTS, type JobEnvelope } from '#platform/outbox.ts'

const MINUTE_s = 60
const DAY_s = 86_400
const EVERY_MINUTE = '* * * * *'

export type Timed = {
  readonly name: string
  readonly kind: 'schedule' | 'reconciler'
  readonly cron: string
}

/** Everything that runs by the clock: schedules, and reconcilers each minute unless they say otherwise. */
export function timedOf(manifests: readonly Manifest[]): Timed[] {
  return manifests.flatMap((manifest) => [
    ...(manifest.schedule ?? []).map(({ job, cron }) => ({
      name: job.name,
      kind: 'schedule' as const,
      cron,
    })),
    ...(manifest.reconcilers ?? []).map(({ name, cron = EVERY_MINUTE }) => ({
      name,
      kind: 'reconciler' as const,
      cron,
    })),
  ])
}

/**
 * Cron lines for the queue. Several processes may run them: the database lets each match through once.
 * What is due less often than hourly is caught up when Kasi was down at its time, once, within a day.
 */
export function cronItems(manifests: readonly Manifest[]): ParsedCronItem[] {
  const attempts = new Map<string, number>(
    manifests
      .flatMap((manifest) => manifest.jobs ?? [])
      .map((worker) => [worker.job.name, worker.attempts ?? ATTEMPTS]),
  )
  return parseCronItems(
    timedOf(manifests).map(({ name, kind, cron }): CronItem => {
      const payload: JobEnvelope = {
        payload: {},
        by: { actor: 'system:schedule', origin: 'schedule' },
      }
      return {
        task: name,
        identifier: name,
        match: cron,
        payload,
        options: {
          // The same key as a wake-up, so that both together are one run.
          jobKey: `${name}:${kind === 'reconciler' ? WAKE.key : 'schedule'}`,
          maxAttempts: attempts.get(name) ?? ATTEMPTS,
          backfillPeriod: isRarerThanHourly(cron) ? DAY_s * 1_000 : 0,
          ...(kind === 'reconciler' ? { queueName: name } : {}),
        },
      }
    }),
  )
}

function isRarerThanHourly(cron: string): boolean {
  const [minutes = '*', hours = '*'] = cron.split(' ')
  return hours !== '*' && /^\d+$/.test(minutes)
}

/** The next match after `after`, to the minute; undefined when there is none within a year. */
export function nextMatch(cron: string, after: Temporal.Instant): Temporal.Instant | undefined {
  const [item] = parseCronItems([{ task: 'next', match: cron }])
  let at = after.toZonedDateTimeISO('UTC').round({ smallestUnit: 'minute', roundingMode: 'floor' })
  for (let minutes = 0; item && minutes < (366 * DAY_s) / MINUTE_s; minutes++) {
    at = at.add({ minutes: 1 })
    const digest = {
      min: at.minute,
      hour: at.hour,
      date: at.day,
      month: at.month,
      dow: at.dayOfWeek % 7,
    }
    if (item.match(digest)) return at.toInstant()
  }
  return undefined
}
