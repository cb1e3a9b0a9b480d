import { sql, type Updateable } from 'kysely'
import type { DB } from '#platform/database.ts'
import { errorCode } from '#platform/database-fault.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { serviceNotFound } from './refusals.ts'
import { by, type Row } from './store/rows.ts'

/**
 * The only writer of schema `services`. Each function is one statement; what it is for is told by the command that
 * calls it. Whatever the network reads is followed by `touch`, in the same unit.
 */
type Change<Table extends keyof DB> = Omit<Updateable<DB[Table]>, 'id'>
type Stamped = 'changed_at' | 'by_kind' | 'by_id'

function stamp(tx: Tx) {
  return { changed_at: tx.now, ...by(tx.actor) }
}

const nextChange = sql<bigint>`nextval('services.change_seq')`

// ───────────────────────────────────────────────────────────────────────────── services

export async function insertServices(
  tx: Tx,
  rows: readonly Omit<Row<'services.service'>, Stamped | 'version' | 'change' | 'requested_at'>[],
) {
  for (const part of parts(rows, 500)) {
    await tx.sql
      .insertInto('services.service')
      .values(
        part.map((row) => ({
          ...row,
          ...stamp(tx),
          requested_at: tx.now,
          version: 1,
          change: nextChange,
        })),
      )
      .execute()
  }
}

/** The service, locked until the unit ends; refuses when there is none. */
export async function lockService(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('services.service')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw serviceNotFound()
  return row
}

/** In the order of their ids, so that two units never wait for each other. */
export async function lockServices(tx: Tx, ids: readonly string[]) {
  return tx.sql
    .selectFrom('services.service')
    .selectAll()
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forUpdate()
    .execute()
}

/**
 * Changes these services and gives each a new change number and the number of this transaction, by which readers catch
 * up (`servicesChangedSince`).
 */
export async function touch(
  tx: Tx,
  ids: readonly string[],
  change: Omit<Change<'services.service'>, Stamped | 'version' | 'change' | 'changed_xid'> = {},
) {
  await tx.sql
    .updateTable('services.service')
    .set({
      ...change,
      ...stamp(tx),
      version: sql<number>`version + 1`,
      change: nextChange,
      changed_xid: sql`pg_current_xact_id()`,
    })
    .where('id', '=', anyOf(ids))
    .execute()
}

export async function insertTransitions(
  tx: Tx,
  rows: readonly Omit<Row<'services.transition'>, 'at' | 'by_kind' | 'by_id'>[],
) {
  for (const part of parts(rows, 1000)) {
    await tx.sql
      .insertInto('services.transition')
      .values(part.map((row) => ({ ...row, at: tx.now, ...by(tx.actor) })))
      .execute()
  }
}

/** Services of a merged record become the kept one's. */
export async function moveServices(tx: Tx, from: string, to: string): Promise<string[]> {
  const rows = await tx.sql
    .updateTable('services.service')
    .set({
      subscriber_id: to,
      ...stamp(tx),
      version: sql<number>`version + 1`,
      change: nextChange,
      changed_xid: sql`pg_current_xact_id()`,
    })
    .where('subscriber_id', '=', from)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

// ────────────────────────────────────────────────────────────────────────────── periods

export type PeriodRow = Omit<Row<'services.period'>, 'made_at' | 'price'> & {
  price: Json
  quote: Json | undefined
}

/**
 * PostgreSQL refuses one that would overlap another period of its kind, and the unit is undone: see `isOverlap`. To be told without an error it
 * would look twice, and a look takes as long as the rest of the row. A quote is a hundred times as long as that: each is sent once, and rows
 * name it by its place.
 */
export async function insertPeriods(tx: Tx, rows: readonly PeriodRow[]): Promise<void> {
  const quotes = [...new Set(rows.map(({ quote }) => quote))]
  const placeOf = new Map(quotes.map((quote, place) => [quote, place]))
  const said = quotes.map((quote) => JSON.stringify(quote === undefined ? {} : { quote }))
  const periods = rows.map(({ quote, ...row }) => ({ ...row, said: placeOf.get(quote) }))
  await sql`
    /* often */ insert into services.period
      (id, service_id, kind, addon_id, from_at, to_at, paid, plan_version_id, price, invoice_id, made_at)
    select id, service_id, kind, addon_id, from_at, to_at, paid, plan_version_id, price || quote, invoice_id, ${tx.now}
    from json_to_recordset(${JSON.stringify(periods)}::json) as given
      (id uuid, service_id uuid, kind text, addon_id uuid, from_at timestamptz, to_at timestamptz, paid boolean,
       plan_version_id uuid, price jsonb, invoice_id uuid, said integer)
    join (select (place - 1)::integer as said, text::jsonb as quote from unnest(${said}::text[]) with ordinality as kept (text, place)) as kept
      using (said)`.execute(tx.sql)
}

/** exclusion_violation; or unique_violation, where both begin at once. */
export function isOverlap(error: unknown): boolean {
  return ['23P01', '23505'].includes(errorCode(error) ?? '')
}

export async function updatePeriod(tx: Tx, id: string, change: Change<'services.period'>) {
  await tx.sql.updateTable('services.period').set(change).where('id', '=', id).execute()
}

export async function deletePeriods(tx: Tx, ids: readonly string[]) {
  await tx.sql.deleteFrom('services.period').where('id', '=', anyOf(ids)).execute()
}

/** Writes the latest end of paid time beside each service, and lets the network know. */
export async function touchPaidUntil(tx: Tx, serviceIds: readonly string[]) {
  await sql`
    /* often */ update services.service as s
    set paid_until = (select max(p.to_at) from services.period p
                      where p.service_id = s.id and p.paid and p.kind in ('base', 'trial')),
        change = nextval('services.change_seq'), changed_xid = pg_current_xact_id(), version = s.version + 1,
        changed_at = ${tx.now}, by_kind = ${by(tx.actor).by_kind}, by_id = ${by(tx.actor).by_id}
    where s.id = ${anyOf(serviceIds)}`.execute(tx.sql)
}

const ROUTERS_MAX = 100

/** They may be used at one router more, those that are limited to some and know fewer than a service may. */
export async function addRouter(tx: Tx, serviceIds: readonly string[], nasId: string) {
  await sql`
    update services.service
    set nas_ids = nas_ids || ${nasId}::uuid,
        change = nextval('services.change_seq'), changed_xid = pg_current_xact_id(), version = version + 1,
        changed_at = ${tx.now}, by_kind = ${by(tx.actor).by_kind}, by_id = ${by(tx.actor).by_id}
    where id = ${anyOf(serviceIds)} and cardinality(nas_ids) between 1 and ${ROUTERS_MAX - 1}
      and not (nas_ids @> array[${nasId}::uuid])`.execute(tx.sql)
}

// ──────────────────────────────────────────────────────────────────────────────── holds

/** False when there is an open hold already of a kind of which one stands at most: for non-payment, or for an empty wallet. */
export async function insertHold(
  tx: Tx,
  row: Omit<Row<'services.hold'>, 'set_at' | 'by_kind' | 'by_id'>,
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('services.hold')
    .values({ ...row, set_at: tx.now, ...by(tx.actor) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

export async function setHoldsLifted(tx: Tx, ids: readonly string[]) {
  const { by_kind, by_id } = by(tx.actor)
  return tx.sql
    .updateTable('services.hold')
    .set({ lifted_at: tx.now, lifted_by_kind: by_kind, lifted_by_id: by_id })
    .where('id', '=', anyOf(ids))
    .where('lifted_at', 'is', null)
    .returning(['id', 'service_id', 'reason', 'bills'])
    .execute()
}

/** The time under a hold is charged after all. */
export async function chargeHold(tx: Tx, id: string) {
  await tx.sql.updateTable('services.hold').set({ bills: true }).where('id', '=', id).execute()
}

// ────────────────────────────────────────────── credentials, devices, addresses, add-ons

/** Answers the ids of those whose name nobody has. */
export async function insertCredentials(
  tx: Tx,
  rows: readonly Omit<Row<'services.credential'>, 'made_at' | 'changed_at'>[],
): Promise<Set<string>> {
  const kept = await tx.sql
    .insertInto('services.credential')
    .values(rows.map((row) => ({ ...row, made_at: tx.now, changed_at: tx.now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(kept.map(({ id }) => id))
}

export async function updateCredential(tx: Tx, id: string, change: Change<'services.credential'>) {
  await tx.sql
    .updateTable('services.credential')
    .set({ ...change, changed_at: tx.now })
    .where('id', '=', id)
    .execute()
}

export async function deleteCredential(tx: Tx, id: string) {
  await tx.sql.deleteFrom('services.credential').where('id', '=', id).execute()
}

/** False when another service is recognised by it. The same device again takes the new name and role. */
export async function putDevice(
  tx: Tx,
  row: Omit<Row<'services.device'>, 'added_at'>,
): Promise<boolean> {
  // Two units that look for the other service at once must not both find none.
  if (row.role === 'login')
    await sql`select pg_advisory_xact_lock(hashtextextended('services.device ' || ${row.mac}::macaddr::text, 0))`.execute(
      tx.sql,
    )
  const { rows } = await sql<{ id: string }>`
    insert into services.device (id, service_id, mac, name, role, added_at)
    select ${row.id}, ${row.service_id}, ${row.mac}::macaddr, ${row.name}, ${row.role}, ${tx.now}
    where ${row.role} <> 'login' or not exists (
      select from services.device d
      where d.mac = ${row.mac}::macaddr and d.role = 'login' and d.service_id <> ${row.service_id})
    on conflict (service_id, mac) do update set name = excluded.name, role = excluded.role
    returning id`.execute(tx.sql)
  return rows.length > 0
}

export async function renameDevice(tx: Tx, id: string, name: string) {
  await tx.sql.updateTable('services.device').set({ name }).where('id', '=', id).execute()
}

export async function deleteDevice(tx: Tx, id: string) {
  await tx.sql.deleteFrom('services.device').where('id', '=', id).execute()
}

/** False when it overlaps an address of any service. */
export async function insertFixedAddress(
  tx: Tx,
  row: Omit<Row<'services.fixed_address'>, 'added_at'>,
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('services.fixed_address')
    .values({ ...row, added_at: tx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

export async function deleteFixedAddress(tx: Tx, id: string) {
  await tx.sql.deleteFrom('services.fixed_address').where('id', '=', id).execute()
}

/** Of a service that has ended: names, passwords, devices and addresses are free for others. */
export async function deleteAccessOf(tx: Tx, serviceId: string) {
  await tx.sql.deleteFrom('services.credential').where('service_id', '=', serviceId).execute()
  await tx.sql.deleteFrom('services.device').where('service_id', '=', serviceId).execute()
  await tx.sql.deleteFrom('services.fixed_address').where('service_id', '=', serviceId).execute()
}

export async function insertAddon(
  tx: Tx,
  row: Omit<Row<'services.addon'>, 'added_at' | 'price'> & { price: Json },
) {
  await tx.sql
    .insertInto('services.addon')
    .values({ ...row, price: JSON.stringify(row.price), added_at: tx.now })
    .execute()
}

export async function updateAddon(tx: Tx, id: string, change: Change<'services.addon'>) {
  await tx.sql.updateTable('services.addon').set(change).where('id', '=', id).execute()
}

// ────────────────────────────────────────────────────────── what is to come, and consents

export async function putAutoChange(tx: Tx, row: Omit<Row<'services.auto_change'>, Stamped>) {
  const { id, ...columns } = { ...row, ...stamp(tx) }
  await tx.sql
    .insertInto('services.auto_change')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
}

export async function setAutomaticLooked(
  tx: Tx,
  looked: readonly {
    serviceId: string
    lookedUntil: Temporal.Instant
    outcome: 'changed' | 'stayed'
  }[],
) {
  await sql`
    update services.auto_change as auto
    set looked_until = looked.until, last_change_at = case when looked.outcome = 'changed' then ${tx.now} else last_change_at end
    from unnest(${looked.map((one) => one.serviceId)}::uuid[], ${looked.map((one) => one.lookedUntil.toString())}::timestamptz[],
                ${looked.map((one) => one.outcome)}::text[]) as looked (id, until, outcome)
    where auto.id = looked.id`.execute(tx.sql)
}

export async function deleteAutoChange(tx: Tx, id: string) {
  await tx.sql.deleteFrom('services.auto_change').where('id', '=', id).execute()
}

/** PostgreSQL takes 65,535 parameters in one statement. */
function parts<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.slice(part * size, (part + 1) * size),
  )
}
