import { type CronItem, parseCronItems, type ParsedCronItem } from 'graphile-worker'
import { WAKE } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { ATTEMPTS, type JobEnvelope } from '#platform/outbox.ts'

const DAY_ms = 86_400_000
const DAY_min = 1_440
const DAYS_MAX = 366
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
          backfillPeriod: isRarerThanHourly(cron) ? DAY_ms : 0,
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
  if (!item) return undefined
  const start = after.toZonedDateTimeISO('UTC')
  for (let days = 0; days <= DAYS_MAX; days++) {
    const day = start.toPlainDate().add({ days })
    const date = { date: day.day, month: day.month, dow: day.dayOfWeek % 7 }
    for (
      let minute = days === 0 ? start.hour * 60 + start.minute + 1 : 0;
      minute < DAY_min;
      minute++
    ) {
      const hour = Math.floor(minute / 60)
      const min = minute % 60
      if (item.match({ ...date, hour, min }))
        return day
          .toZonedDateTime({ timeZone: 'UTC', plainTime: { hour, minute: min } })
          .toInstant()
    }
  }
  return undefined
}
