import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { planVersionsNow } from '#modules/catalog/index.ts'
import { subscriberNames } from '#modules/subscribers/index.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  RUN_MODES,
  RUN_STATES,
  type BillRun,
  type BillRunDetail,
  type listRuns,
  type RunCompared,
  type RunOutlook,
} from '../contract.ts'
import { runNotFound } from '../refusals.ts'
import { differsMuch } from '../rules/run-totals.ts'
import { authorFrom } from './author.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))
const mode = z.enum(RUN_MODES)
const state = z.enum(RUN_STATES)

/** A run with what it came to and how many it parked. */
function runs(read: Pick<Read, 'sql'>) {
  return read.sql
    .selectFrom('billing.run as run')
    .selectAll()
    .select([
      sql<number>`(select count(*)::int from billing.parked where run_id = run.id)`.as('parked'),
      sql<bigint>`(select coalesce(sum(net_cents), 0)::bigint from billing.run_total where run_id = run.id)`.as(
        'net',
      ),
      sql<bigint>`(select coalesce(sum(excise_cents), 0)::bigint from billing.run_total where run_id = run.id)`.as(
        'excise',
      ),
      sql<bigint>`(select coalesce(sum(vat_cents), 0)::bigint from billing.run_total where run_id = run.id)`.as(
        'vat',
      ),
      sql<bigint>`(select coalesce(sum(gross_cents), 0)::bigint from billing.run_total where run_id = run.id)`.as(
        'gross',
      ),
    ])
}
type Row = Awaited<ReturnType<ReturnType<typeof runs>['execute']>>[number]

function onWire(row: Row): BillRun {
  return {
    ...{ id: row.id, number: String(row.number), mode: mode.parse(row.mode) },
    ...{ state: state.parse(row.state), cutoffAt: row.cutoff_at.toString() },
    ...{ beganAt: row.began_at.toString(), endedAt: row.ended_at?.toString() ?? null },
    ...{ due: row.due, invoiced: row.invoiced, nothing: row.nothing, behind: row.behind },
    ...{ parked: row.parked, net: wire(row.net), excise: wire(row.excise) },
    ...{ vat: wire(row.vat), gross: wire(row.gross), by: authorFrom(row) },
  }
}

export function runsPage(read: Read, input: ParsedInputOf<typeof listRuns>) {
  return listRows(read, input, {
    name: 'billing.list-runs',
    query: runs(read),
    id: sql.ref('run.id'),
    sorts: { beganAt: { by: sql.ref('run.began_at'), type: 'timestamptz' } },
    filters: [among(sql.ref('run.mode'), input.mode)],
    item: onWire,
  })
}

export async function findRun(read: Pick<Read, 'sql'>, runId: string) {
  return runs(read).where('run.id', '=', runId).executeTakeFirst()
}

/** Whether one of this kind runs or was stopped that is not this one. */
export async function anotherRunStands(read: Pick<Read, 'sql'>, runId: string, of: string) {
  const row = await read.sql
    .selectFrom('billing.run')
    .select('id')
    .where('mode', '=', of)
    .where('state', '<>', 'done')
    .where('id', '<>', runId)
    .executeTakeFirst()
  return row !== undefined
}

/** The runs that are to go on, a live one first. */
export async function runsAtWork(read: Pick<Read, 'sql'>) {
  const rows = await read.sql
    .selectFrom('billing.run')
    .select(['id', 'mode', 'cutoff_at'])
    .where('state', '=', 'running')
    .orderBy('mode', 'desc')
    .execute()
  return rows.map((row) => ({ runId: row.id, mode: mode.parse(row.mode), cutoff: row.cutoff_at }))
}

export async function runSums(read: Pick<Read, 'sql'>, runId: string) {
  const row = await findRun(read, runId)
  return { gross: row?.gross ?? 0n, parked: row?.parked ?? 0 }
}

/** One run whole, beside the last live one that was done before it began. */
export async function runNow(read: Read, runId: string): Promise<BillRunDetail> {
  const row = await findRun(read, runId)
  if (!row) throw runNotFound()
  const before = await runs(read)
    .where('run.mode', '=', 'live')
    .where('run.state', '=', 'done')
    .where('run.began_at', '<', row.began_at)
    .where('run.invoiced', '>', 0)
    .orderBy('run.began_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    ...onWire(row),
    before: before ? onWire(before) : null,
    compared: await compared(read, runId, before?.id),
    differs: before !== undefined && differsMuch(row.net, before.net),
    parkedPayers: await parkedOf(read, runId),
  }
}

async function compared(
  read: Read,
  runId: string,
  beforeId: string | undefined,
): Promise<RunCompared[]> {
  const { rows } = await sql<{
    kind: string
    plan_version_id: string | null
    lines: bigint
    net: bigint
    lines_before: bigint
    net_before: bigint
  }>`
    select kind, plan_version_id,
      coalesce(sum(lines) filter (where run_id = ${runId}), 0)::bigint as lines,
      coalesce(sum(net_cents) filter (where run_id = ${runId}), 0)::bigint as net,
      coalesce(sum(lines) filter (where run_id <> ${runId}), 0)::bigint as lines_before,
      coalesce(sum(net_cents) filter (where run_id <> ${runId}), 0)::bigint as net_before
    from billing.run_total where run_id in (${runId}, ${beforeId ?? runId})
    group by kind, plan_version_id
    order by greatest(sum(net_cents), 0) desc, kind, plan_version_id
    limit 200`.execute(read.sql)
  const versions = await planVersionsNow(
    read,
    rows.flatMap(({ plan_version_id: id }) => (id === null ? [] : [id])),
  )
  return rows.map((row) => ({
    ...{ kind: row.kind, planVersionId: row.plan_version_id, lines: Number(row.lines) },
    plan: (row.plan_version_id && versions.get(row.plan_version_id)?.planName) ?? null,
    net: wire(row.net),
    before: { lines: Number(row.lines_before), net: wire(row.net_before) },
  }))
}

const PARKED_MAX = 500

async function parkedOf(read: Read, runId: string): Promise<BillRunDetail['parkedPayers']> {
  const rows = await read.sql
    .selectFrom('billing.parked')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('at')
    .orderBy('payer_id')
    .limit(PARKED_MAX)
    .execute()
  const names =
    rows.length === 0
      ? new Map<string, { name: string; number: string }>()
      : await subscriberNames(read, [...new Set(rows.map((row) => row.payer_id))])
  return rows.map((row) => ({
    payer: { id: row.payer_id, ...(names.get(row.payer_id) ?? { name: '', number: '' }) },
    kind: row.kind === 'payg' ? 'payg' : 'postpaid',
    ...{ from: row.from_at.toString(), code: row.code, reason: row.reason, at: row.at.toString() },
  }))
}

/** How many cycles wait now, and how many will within a week. */
export async function runOutlookNow(read: Read): Promise<RunOutlook> {
  const { rows } = await sql<{ now: number; soon: number; next: Temporal.Instant | null }>`
    select (select count(*)::int from billing.cycle where to_at <= ${read.now}) as now,
      (select count(*)::int from billing.cycle where to_at > ${read.now} and to_at <= ${read.now.add({ hours: 168 })}) as soon,
      (select min(to_at) from billing.cycle where to_at > ${read.now}) as next`.execute(read.sql)
  const [row] = rows
  const running = await runs(read)
    .where('run.state', '<>', 'done')
    .orderBy('run.mode', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    ...{ dueNow: row?.now ?? 0, dueSoon: row?.soon ?? 0, nextAt: row?.next?.toString() ?? null },
    running: running ? onWire(running) : null,
  }
}
