import type { RadiusServer } from '#modules/access/index.ts'
import { type HealthPort, openHealthPort } from '#platform/http/health-port.ts'
import type { PlainAnswer } from '#platform/http/options.ts'
import { mayReadMetrics } from '#platform/metrics.ts'
import { sql } from 'kysely'
import type { Ground } from './ground.ts'

/** For Prometheus, where it asks from this machine or with the token. */
export async function answerMetrics(
  { config, metrics }: Ground,
  call: { ip: string; authorization: string | undefined },
): Promise<PlainAnswer> {
  if (!mayReadMetrics(config.metrics, call))
    return { status: 403, type: 'text/plain; charset=utf-8', body: 'Not from here.\n' }
  return { status: 200, type: metrics.contentType, body: await metrics.text() }
}

/**
 * How a process without HTTP of its own is. One that answers RADIUS can do its work for as long as its memory may be believed,
 * whether or not the database is there; a worker cannot.
 */
export function openHealth(
  ground: Ground,
  port: number,
  radius: RadiusServer | undefined,
): Promise<HealthPort> {
  const { config, log, database } = ground
  const ready = radius
    ? {
        radius: async () => {
          const { now, most } = radius.silence_s
          return now <= most || `nothing has been heard of the database for ${Math.round(now)} s`
        },
      }
    : {
        database: async () => {
          await sql`select 1`.execute(database.sql)
          return true as const
        },
      }
  return openHealthPort(
    { host: config.http.host, port },
    { log, ready, metrics: (call) => answerMetrics(ground, call) },
  )
}
