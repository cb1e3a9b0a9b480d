import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DB } from '#platform/database.ts'
import { createAuditTrail } from '#platform/audit.ts'
import { linkWaiting } from '#platform/audit/chain.ts'
import { movedClock } from '#platform/clock.ts'
import { staffWith, testDatabase, testUnits } from '#platform/testing.ts'
import { realVault } from '#platform/vault/testing.ts'

type Db = Kysely<DB>

/** A table to write to, units whose work is audited, and who does it. */
export async function auditedTill() {
  const { sql: db } = await testDatabase()
  const vault = await realVault()
  const clock = movedClock('2026-11-20T18:00:00+03:00')
  const trail = createAuditTrail({ sql: db, vault, clock })
  const units = await testUnits({ vault, beforeCommit: [trail.beforeCommit] })
  const actor = staffWith(['till.open'])
  const request = { id: 'r1', ip: '196.201.1.2', userAgent: 'Firefox' }
  await sql`create table public.till (id uuid primary key, cents bigint not null)`.execute(db)

  const openTill = (name: string, input: unknown = {}) =>
    units.unit({ actor, name, request, input }, async (tx) => {
      await sql`insert into public.till values (${crypto.randomUUID()}, 0)`.execute(tx.sql)
    })

  /** Opens this many tills, links their rows, and returns their places. */
  async function chained(count: number): Promise<bigint[]> {
    for (let n = 0; n < count; n++) await openTill('till.open', { n })
    await linkWaiting(db, vault, clock.now())
    const { rows } = await sql<{ position: bigint }>`
      select position from platform.audit_link order by position desc limit ${count}`.execute(db)
    return rows.map(({ position }) => position).toReversed()
  }

  return { db, vault, clock, trail, units, actor, request, openTill, chained }
}

const GUARDED = ['audit', 'audit_link', 'audit_anchor', 'audit_head'] as const

/**
 * What somebody with the database's password could do: the owner of the tables may switch triggers off. Puts
 * everything back after `then`.
 */
export async function tamper(
  db: Db,
  changes: readonly RawBuilder<unknown>[],
  then: () => Promise<void>,
): Promise<void> {
  await withoutTriggers(db, async (tx) => {
    for (const table of GUARDED)
      await sql`create table ${sql.table(`public.kept_${table}`)} as table ${sql.table(`platform.${table}`)}`.execute(
        tx,
      )
    for (const change of changes) await change.execute(tx)
  })
  try {
    await then()
  } finally {
    await withoutTriggers(db, async (tx) => {
      for (const table of GUARDED) {
        const [kept, own] = [sql.table(`public.kept_${table}`), sql.table(`platform.${table}`)]
        await sql`delete from ${own}`.execute(tx)
        await sql`insert into ${own} table ${kept}`.execute(tx)
        await sql`drop table ${kept}`.execute(tx)
      }
    })
  }
}

async function withoutTriggers(db: Db, work: (tx: Db) => Promise<void>) {
  await db.transaction().execute(async (tx) => {
    const set = async (how: 'disable' | 'enable') => {
      for (const table of GUARDED)
        await sql`alter table ${sql.table(`platform.${table}`)} ${sql.raw(how)} trigger user`.execute(
          tx,
        )
    }
    await set('disable')
    await work(tx)
    await set('enable')
  })
}
