import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { Span } from '../contract/serving.ts'

/** Paid time that still matters to somebody who asks “may this be served”: not over, in its grace, or the last there was. */
export async function periodsForServing(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, Span[]>> {
  const { rows } = await sql<{
    service_id: string
    from_at: Temporal.Instant
    to_at: Temporal.Instant
  }>`
    select p.service_id, p.from_at, p.to_at
    from services.service s
    join services.period p on p.service_id = s.id
      and p.to_at >= least(s.paid_until, ${read.now}::timestamptz - make_interval(secs => s.grace_s))
    where s.id = any (${[...serviceIds]}::uuid[]) and s.paid_until is not null
      and p.paid and p.kind in ('base', 'trial')`.execute(read.sql)
  const spans = new Map<string, Span[]>()
  for (const row of rows) {
    const span = { from_ms: row.from_at.epochMilliseconds, to_ms: row.to_at.epochMilliseconds }
    const before = spans.get(row.service_id)
    if (before) before.push(span)
    else spans.set(row.service_id, [span])
  }
  return spans
}
