import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { PortPlan } from '../contract.ts'
import { portPlanNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { sharingOf, type PortPlanFacts } from '../rules/port-blocks.ts'

const PLANS_MAX = 500

function rowsOf(read: Read) {
  return read.sql
    .selectFrom('network.port_plan as plan')
    .innerJoin('network.nas as nas', 'nas.id', 'plan.nas_id')
    .selectAll('plan')
    .select('nas.name as nas_name')
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

/** Plans in force first, then those that have ended, newest first. */
export async function portPlansNow(read: Read): Promise<PortPlan[]> {
  const rows = await rowsOf(read)
    .orderBy(sql`plan.ends_at is not null, plan.starts_at desc`)
    .limit(PLANS_MAX)
    .execute()
  return rows.map(shown)
}

export async function portPlanNow(read: Read, portPlanId: string): Promise<PortPlan> {
  return shown(await found(read, portPlanId))
}

export async function portPlanFacts(
  read: Read,
  portPlanId: string,
): Promise<PortPlanFacts & { name: string }> {
  const row = await found(read, portPlanId)
  return { ...factsOf(row), name: row.name }
}

async function found(read: Read, portPlanId: string): Promise<Row> {
  const row = await rowsOf(read).where('plan.id', '=', portPlanId).executeTakeFirst()
  if (!row) throw portPlanNotFound()
  return row
}

/** Plans that were in force at a moment and share out this public address. */
export async function plansFor(
  read: Read,
  { address, at }: { address: string; at: Temporal.Instant },
): Promise<(PortPlanFacts & { name: string; nasId: string })[]> {
  const rows = await rowsOf(read)
    .where('plan.starts_at', '<=', at)
    .where(({ or, eb }) => or([eb('plan.ends_at', 'is', null), eb('plan.ends_at', '>', at)]))
    .where('plan.outside_first', '<=', address)
    .where('plan.outside_last', '>=', address)
    .execute()
  return rows.map((row) => ({ ...factsOf(row), name: row.name, nasId: row.nas_id }))
}

/** The name of a plan in force that shares out one of these public addresses. */
export async function overlappingPlan(
  read: Read,
  plan: { outsideFirst: string; outsideLast: string },
): Promise<string | undefined> {
  const other = await read.sql
    .selectFrom('network.port_plan')
    .select('name')
    .where('ends_at', 'is', null)
    .where('outside_first', '<=', plan.outsideLast)
    .where('outside_last', '>=', plan.outsideFirst)
    .executeTakeFirst()
  return other?.name
}

function factsOf(row: Row): PortPlanFacts {
  return {
    insideFirst: row.inside_first,
    insideLast: row.inside_last,
    outsideFirst: row.outside_first,
    outsideLast: row.outside_last,
    firstPort: row.first_port,
    ports: row.ports,
  }
}

function shown(row: Row): PortPlan {
  return {
    id: row.id,
    name: row.name,
    nasId: row.nas_id,
    nasName: row.nas_name,
    inside: `${row.inside_first}–${row.inside_last}`,
    outside: `${row.outside_first}–${row.outside_last}`,
    firstPort: row.first_port,
    ports: row.ports,
    sharing: sharingOf({ firstPort: row.first_port, ports: row.ports }),
    startsAt: row.starts_at.toString(),
    endsAt: row.ends_at?.toString() ?? null,
    changedBy: authorFrom(row),
  }
}
