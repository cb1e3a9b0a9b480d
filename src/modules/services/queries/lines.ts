import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/**
 * How many active lines count together with each of these services when prices ask for it: those of its contract, else those of
 * whoever pays for it, a company with all that is billed to it.
 */
export async function linesTogether(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; lines: number }>`
    /* often */ with asked as (
      select service.id, contract_id, case when billed_to = 'parent' then parent_id else subscriber.id end as payer
      from services.service join subscribers.subscriber on subscriber.id = subscriber_id
      where service.id = any (${[...serviceIds]}::uuid[])
    ), family as (
      select distinct payer, payer as id from asked where contract_id is null
      union all
      select payer, subscriber.id from (select distinct payer from asked where contract_id is null) as payers
      join subscribers.subscriber on parent_id = payer and billed_to = 'parent'
    ), of_payer as (
      select payer, count(*)::int as lines from family join services.service on subscriber_id = family.id
      where status = 'active' group by payer
    ), of_contract as (
      select contract_id, count(*)::int as lines from services.service
      where contract_id in (select contract_id from asked) and status = 'active' group by contract_id
    )
    select asked.id, coalesce(of_contract.lines, of_payer.lines, 0) as lines
    from asked left join of_contract using (contract_id)
    left join of_payer on asked.contract_id is null and of_payer.payer = asked.payer`.execute(
    read.sql,
  )
  return new Map(rows.map(({ id, lines }) => [id, lines]))
}

/** How many active lines whoever pays for somebody has, with all that is billed to them: what one that is not there yet would join. */
export async function linesOfBuyer(read: Read, subscriberId: string): Promise<number> {
  const { rows } = await sql<{ lines: number }>`
    with buyer as (
      select case when billed_to = 'parent' then parent_id else id end as payer from subscribers.subscriber where id = ${subscriberId}
    ), family as (
      select payer as id from buyer
      union all
      select subscriber.id from buyer join subscribers.subscriber on parent_id = payer and billed_to = 'parent'
    )
    select count(*)::int as lines from family join services.service on subscriber_id = family.id where status = 'active'`.execute(
    read.sql,
  )
  return rows[0]?.lines ?? 0
}

/** Whether somebody whose services these are ever paid for a period of any, or brought somebody who holds a service now. */
export async function buyersKnown(
  read: Read,
  subscriberIds: readonly string[],
): Promise<Map<string, { hasBought: boolean; wasReferred: boolean; referred: boolean }>> {
  const { rows } = await sql<{
    id: string
    has_bought: boolean
    was_referred: boolean
    referred: boolean
  }>`
    /* often */ select subscriber.id, referred_by is not null as was_referred, bought.once is not null as has_bought,
      friends.once is not null as referred
    from subscribers.subscriber
    -- By each: as "exists" PostgreSQL would look through the services of everybody.
    left join lateral (
      select 1 as once from services.service join services.period on period.service_id = service.id
      where service.subscriber_id = subscriber.id and paid and kind = 'base' limit 1) as bought on true
    left join lateral (
      select 1 as once from subscribers.subscriber as friend join services.service on service.subscriber_id = friend.id
      where friend.referred_by = subscriber.id and service.status = 'active' limit 1) as friends on true
    where subscriber.id = any (${[...subscriberIds]}::uuid[])`.execute(read.sql)
  return new Map(
    rows.map((row) => [
      row.id,
      { hasBought: row.has_bought, wasReferred: row.was_referred, referred: row.referred },
    ]),
  )
}

/**
 * Of each of these services that stands under a contract: its place among the active lines of it, in the order in which they began,
 * and how many there are. One that is about to begin comes after all of them.
 */
export async function placesInContracts(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, { place: number; lines: number }>> {
  const { rows } = await sql<{ id: string; place: number; lines: number }>`
    with asked as (
      select id, contract_id, status, activated_at from services.service
      where id = any (${[...serviceIds]}::uuid[]) and contract_id is not null
    ), line as (
      select id, contract_id, (row_number() over began)::int as place, (count(*) over (partition by contract_id))::int as lines
      from services.service
      where status = 'active' and contract_id in (select contract_id from asked)
      window began as (partition by contract_id order by activated_at, id)
    ), counted as (select contract_id, max(lines) as lines from line group by contract_id)
    select asked.id, coalesce(line.place, coalesce(counted.lines, 0) + 1) as place,
      coalesce(counted.lines, 0) + (line.place is null)::int as lines
    from asked left join line using (id) left join counted on counted.contract_id = asked.contract_id`.execute(
    read.sql,
  )
  return new Map(rows.map(({ id, place, lines }) => [id, { place, lines }]))
}
