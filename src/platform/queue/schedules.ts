import { type CronItem, parseCronItems, type ParsedCronItem } from 'graphile-worker'
import type pg from 'pg'
import { WAKE } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { ATTEMPTS, type JobEnvelope } from '#platform/outbox.ts'

const MINUTE_ms = 60_000
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

/**
 * Of the times that each line missed while nobody worked, only the latest is left to be caught up: the queue
 * would queue them one after another, and the first may have begun before the next one could join it.
 */
export async function forgetAllButTheLatest(
  pool: pg.Pool,
  items: readonly ParsedCronItem[],
  now: Temporal.Instant,
): Promise<void> {
  const missed = items.flatMap((item) => {
    const at = latestMissed(item, now)
    return at ? [{ identifier: item.identifier, at: at.toString() }] : []
  })
  await pool.query(
    `update graphile_worker._private_known_crontabs known
        set last_execution = missed.at - interval '1 minute'
       from jsonb_to_recordset($1) missed (identifier text, at timestamptz)
      where missed.identifier = known.identifier
        and coalesce(known.last_execution, known.known_since) < missed.at - interval '1 minute'`,
    [JSON.stringify(missed)],
  )
}

/** The last match up to `now` that may still be caught up. */
function latestMissed(item: ParsedCronItem, now: Temporal.Instant): Temporal.Instant | undefined {
  const minute = now.round({ smallestUnit: 'minute', roundingMode: 'floor' })
  for (let ago_min = 0; ago_min * MINUTE_ms < item.options.backfillPeriod; ago_min++) {
    const at = minute.subtract({ minutes: ago_min })
    const { day, month, dayOfWeek, hour, minute: min } = at.toZonedDateTimeISO('UTC')
    if (item.match({ date: day, month, dow: dayOfWeek % 7, hour, min })) return at
  }
  return undefined
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
