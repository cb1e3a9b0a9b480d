import { sql } from 'kysely'
import type { z } from 'zod'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import type { CHART_UNITS, readUsageChart, volume } from '../contract.ts'

type Unit = (typeof CHART_UNITS)[number]
type Volume = z.output<typeof volume>
type Days = {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly zone: string
}

/** How many of each are shown. */
const SHOWN = { hour: 48, day: 31, month: 13 } as const

/**
 * Everything of a service between two days: hours that are kept one by one, and days that older ones were added up to. An hour
 * is in one of both, so their sum is what its sessions moved.
 */
function parts(serviceId: string, { from, to, zone }: Days) {
  return sql`
    select hour at time zone ${zone} as at, up, down, seconds from usage.hour
    where service_id = ${serviceId} and hour >= ${from}::date::timestamp at time zone ${zone}
      and hour < ${to}::date::timestamp at time zone ${zone}
    union all
    select day::timestamp, up, down, seconds from usage.day
    where service_id = ${serviceId} and day >= ${from}::date and day < ${to}::date`
}

/** What was moved from one day to before another. */
export async function sumOf(read: Read, serviceId: string, days: Days): Promise<Volume> {
  const { rows } = await sql<Volume>`
    select coalesce(sum(up), 0)::text as up, coalesce(sum(down), 0)::text as down, coalesce(sum(seconds), 0)::int as seconds
    from (${parts(serviceId, days)}) p`.execute(read.sql)
  return rows[0] ?? { up: '0', down: '0', seconds: 0 }
}

/** The newest hours, days or months, also those in which nothing was moved. */
export async function usageChart(
  read: Read,
  { serviceId, unit }: { serviceId: string; unit: Unit },
): Promise<z.output<typeof readUsageChart.reply>> {
  const { timeZone: zone } = await regionNow(read)
  const local = read.now.toZonedDateTimeISO(zone).toPlainDateTime()
  const begun = beginOf(local, unit)
  const first = begun.subtract({ [`${unit}s`]: SHOWN[unit] - 1 })
  const days = { from: first.toPlainDate(), to: local.toPlainDate().add({ days: 1 }), zone }
  const { rows } = await sql<Volume & { at: string }>`
    select to_char(date_trunc(${unit}, at), 'YYYY-MM-DD"T"HH24:MI') as at, sum(up)::text as up, sum(down)::text as down,
           sum(seconds)::int as seconds
    from (${parts(serviceId, days)}) p group by 1`.execute(read.sql)
  const found = new Map(rows.map((row) => [row.at, row]))
  const points = Array.from({ length: SHOWN[unit] }, (_, place) => {
    const at = first.add({ [`${unit}s`]: place }).toString({ smallestUnit: 'minute' })
    return found.get(at) ?? { at, up: '0', down: '0', seconds: 0 }
  })
  return { points }
}

function beginOf(local: Temporal.PlainDateTime, unit: Unit): Temporal.PlainDateTime {
  if (unit === 'hour') return local.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const day = local.toPlainDate()
  return (unit === 'day' ? day : day.with({ day: 1 })).toPlainDateTime()
}
