import { sql } from 'kysely'
import { regionNow } from '#modules/organization/index.ts'
import type { HeldService } from '#modules/services/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import { agreedTerms, cycleAfter, firstCycle, type Cycle } from '../rules/cycles.ts'
import { cyclesOf } from './due-cycles.ts'

const compare = Temporal.Instant.compare

/** When the period ends that a service is in: its paid time, or the cycle that whoever pays for it afterwards is in. Nothing where no time runs. */
export async function runningPeriodEnd(
  read: Read,
  service: HeldService,
): Promise<Temporal.Instant | undefined> {
  const { pay, paidUntil, activatedAt, subscriberId } = service
  if (pay !== 'postpaid' && pay !== 'payg')
    return paidUntil !== null && compare(paidUntil, read.now) > 0 ? paidUntil : undefined
  if (activatedAt === null) return undefined
  const { timeZone } = await regionNow(read)
  const payerId = await payerOf(read, subscriberId)
  const agreed = (await subscriberFacts(read, [payerId])).get(payerId)?.cycle
  const terms = agreedTerms(pay, agreed)
  // Who has no cycle yet began since the last run.
  let cycle: Cycle =
    (await cyclesOf(read, payerId)).find(({ kind }) => kind === pay) ??
    firstCycle(terms, activatedAt, timeZone)
  while (compare(cycle.to, read.now) <= 0) cycle = cycleAfter(cycle, terms, timeZone)
  return cycle.to
}

/** Who is invoiced for what a subscriber holds, however far up. */
export async function payerOf(read: Pick<Read, 'sql'>, subscriberId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, billed_to, parent_id from subscribers.subscriber where id = ${subscriberId}
      union all
      select above.id, above.billed_to, above.parent_id
      from up join subscribers.subscriber as above on above.id = up.parent_id
      where up.billed_to = 'parent'
    )
    select id from up where billed_to = 'self'`.execute(read.sql)
  return rows[0]?.id ?? subscriberId
}
