import { sql } from 'kysely'
import { sqlArray, uuidArray } from '#platform/sql-array.ts'
import type { Tx } from '#platform/tx.ts'
import type { RunMode } from '../contract.ts'
import { runNotFound } from '../refusals.ts'
import type { CycleKind, PayersCycle, RatedRow } from '../rules/cycle-facts.ts'
import type { RunTotal } from '../rules/run-totals.ts'
import { asJson, by } from './rows.ts'

function cycleColumns(row: PayersCycle) {
  return {
    ...{ payer_id: row.payerId, kind: row.kind, unit: row.unit, count: row.count },
    ...{ anchor_day: row.anchorDay, anchor_at: row.anchorAt, k: row.k },
    ...{ from_at: row.from, to_at: row.to },
  }
}

/** How many of them began; those that run already stay as they are. */
export async function insertCycles(tx: Tx, rows: readonly PayersCycle[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into billing.cycle
    select * from json_populate_recordset(null::billing.cycle, ${asJson(rows.map(cycleColumns))}::json)
    on conflict (payer_id, kind) do nothing`.execute(tx.sql)
}

/** Payers have been invoiced up to here: their next cycles; and those who hold nothing any more have none. */
export async function moveCycles(
  tx: Tx,
  next: readonly PayersCycle[],
  over: readonly Pick<PayersCycle, 'payerId' | 'kind'>[],
): Promise<void> {
  if (next.length > 0) {
    const column = (of: (row: PayersCycle) => string | number | null | Temporal.Instant) =>
      sqlArray(next.map(of))
    await sql`
      /* often */ update billing.cycle as c
      set unit = n.unit, count = n.count, anchor_day = n.anchor_day, anchor_at = n.anchor_at, k = n.k,
          from_at = n.from_at, to_at = n.to_at
      from unnest(
        ${uuidArray(next.map(({ payerId }) => payerId))}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ unit }) => unit)}::text[],
        ${column(({ count }) => count)}::integer[], ${column(({ anchorDay }) => anchorDay)}::integer[],
        ${column(({ anchorAt }) => anchorAt)}::timestamptz[], ${column(({ k }) => k)}::integer[],
        ${column(({ from }) => from)}::timestamptz[], ${column(({ to }) => to)}::timestamptz[]
      ) as n (payer_id, kind, unit, count, anchor_day, anchor_at, k, from_at, to_at)
      where c.payer_id = n.payer_id and c.kind = n.kind`.execute(tx.sql)
  }
  for (const { payerId, kind } of over) {
    await tx.sql
      .deleteFrom('billing.cycle')
      .where('payer_id', '=', payerId)
      .where('kind', '=', kind)
      .execute()
  }
}

/** The next invoices of somebody are for all their time until then. */
export async function endCycles(tx: Tx, payerId: string, at: Temporal.Instant): Promise<void> {
  await tx.sql
    .updateTable('billing.cycle')
    .set({ to_at: at })
    .where('payer_id', '=', payerId)
    .execute()
}

/** What a service was until now. */
export async function insertStretch(
  tx: Tx,
  row: { id: string; serviceId: string; subscriberId: string; planVersionId: string },
) {
  await tx.sql
    .insertInto('billing.stretch')
    .values({
      ...{ id: row.id, service_id: row.serviceId, to_at: tx.now },
      ...{ subscriber_id: row.subscriberId, plan_version_id: row.planVersionId },
    })
    .execute()
}

/** Remembers how much usage of each stretch is invoiced; what came late raises it. */
export async function putRated(tx: Tx, rows: readonly RatedRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into billing.rated
    select * from json_populate_recordset(null::billing.rated, ${asJson(
      rows.map((row) => ({
        ...{ service_id: row.serviceId, component: row.component },
        ...{ plan_version_id: row.planVersionId, quantity: row.quantity },
        ...{ from_at: row.from, to_at: row.to },
      })),
    )}::json)
    on conflict (service_id, component, from_at) do update set quantity = excluded.quantity`.execute(
    tx.sql,
  )
}

// ───────────────────────────────────────────── runs

/** False when there is one of this id, or another of its mode that is not done. */
export async function insertRun(
  tx: Tx,
  run: { id: string; mode: RunMode; cutoff: Temporal.Instant; due: number },
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('billing.run')
    .values({
      ...{ id: run.id, mode: run.mode, cutoff_at: run.cutoff, state: 'running', due: run.due },
      began_at: tx.now,
      ...by(tx.actor),
    })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockRun(tx: Tx, runId: string) {
  const row = await tx.sql
    .selectFrom('billing.run')
    .selectAll()
    .where('id', '=', runId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw runNotFound()
  return row
}

export async function setRunState(tx: Tx, runId: string, state: 'running' | 'stopped' | 'done') {
  await tx.sql
    .updateTable('billing.run')
    .set({ state, ended_at: state === 'done' ? tx.now : null })
    .where('id', '=', runId)
    .execute()
}

/** What one unit of a run did. `after`: of a dry run, where the next one goes on. */
export async function addToRun(
  tx: Tx,
  runId: string,
  done: {
    invoiced?: number
    nothing?: number
    behind?: number
    after?: { at: Temporal.Instant; payerId: string }
  },
) {
  await tx.sql
    .updateTable('billing.run')
    .set({
      invoiced: sql<number>`invoiced + ${done.invoiced ?? 0}`,
      nothing: sql<number>`nothing + ${done.nothing ?? 0}`,
      behind: sql<number>`behind + ${done.behind ?? 0}`,
      ...(done.after && { after_at: done.after.at, after_id: done.after.payerId }),
    })
    .where('id', '=', runId)
    .execute()
}

export async function addRunTotals(tx: Tx, runId: string, totals: readonly RunTotal[]) {
  if (totals.length === 0) return
  await sql`
    insert into billing.run_total as t
    select * from json_populate_recordset(null::billing.run_total, ${asJson(
      totals.map((one) => ({
        ...{ run_id: runId, kind: one.kind, plan_version_id: one.planVersionId },
        ...{ lines: one.lines, net_cents: one.net, excise_cents: one.excise },
        ...{ vat_cents: one.vat, gross_cents: one.gross },
      })),
    )}::json)
    on conflict (run_id, kind, plan_version_id) do update set
      lines = t.lines + excluded.lines, net_cents = t.net_cents + excluded.net_cents,
      excise_cents = t.excise_cents + excluded.excise_cents, vat_cents = t.vat_cents + excluded.vat_cents,
      gross_cents = t.gross_cents + excluded.gross_cents`.execute(tx.sql)
}

export async function insertParked(
  tx: Tx,
  runId: string,
  rows: readonly {
    payerId: string
    kind: CycleKind
    from: Temporal.Instant
    code: string
    reason: string
  }[],
) {
  if (rows.length === 0) return
  await tx.sql
    .insertInto('billing.parked')
    .values(
      rows.map((row) => ({
        ...{ run_id: runId, payer_id: row.payerId, kind: row.kind, from_at: row.from },
        ...{ code: row.code, reason: row.reason, at: tx.now },
      })),
    )
    .onConflict((known) => known.doNothing())
    .execute()
}

/** Takes them up again; how many there were. */
export async function deleteParked(
  tx: Tx,
  runId: string,
  payerIds: readonly string[] | undefined,
): Promise<number> {
  const gone = await tx.sql
    .deleteFrom('billing.parked')
    .where('run_id', '=', runId)
    .$if(payerIds !== undefined, (query) =>
      query.where('payer_id', '=', sql<string>`any(${[...(payerIds ?? [])]}::uuid[])`),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
