import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { audit, createAuditTrail, type AuditTrail } from '#platform/audit.ts'
import { linkWaiting } from '#platform/audit/chain.ts'
import { DETAIL } from '#platform/audit/entry.ts'
import { startAuditSealer } from '#platform/audit/sealer.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { movedClock } from '#platform/clock.ts'
import { silentLog } from '#platform/log.ts'
import { Secret } from '#platform/secret.ts'
import { staffWith, testDatabase, testUnits, type TestUnits } from '#platform/testing.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'
import { realVault, scratchDirectory } from '#platform/vault/testing.ts'

const actor = staffWith(['till.open'])
const request = { id: 'r1', ip: '196.201.1.2', userAgent: 'Firefox' }
const SITE = '0198a000-0000-7000-8000-000000000001'

let db: Awaited<ReturnType<typeof testDatabase>>['sql']
let vault: OpenVault
let trail: AuditTrail
let units: TestUnits
const clock = movedClock('2026-11-20T18:00:00+03:00')

beforeAll(async () => {
  db = (await testDatabase()).sql
  vault = await realVault()
  trail = createAuditTrail({ sql: db, vault, clock })
  units = await testUnits({ vault, beforeCommit: [trail.beforeCommit] })
  await sql`create table public.till (id uuid primary key, cents bigint not null)`.execute(db)
})

type Row = {
  id: string
  action: string
  outcome: string
  objects: string[]
  detail_sealed: string | null
} & Record<string, unknown>

async function rows(action: string): Promise<Row[]> {
  const { rows: found } =
    await sql<Row>`select * from platform.audit where action = ${action} order by id`.execute(db)
  return found
}

function detailOf(row: Row | undefined) {
  const { id, detail_sealed } = must(row, 'the row is there')
  return vault.openJson({ ...DETAIL, row: id }, must(detail_sealed, 'the row has a detail'))
}

function openTill(name: string, input: unknown = {}) {
  return units.unit({ actor, name, request, input }, async (tx) => {
    const id = crypto.randomUUID()
    await sql`insert into public.till values (${id}, 0)`.execute(tx.sql)
    return id
  })
}

describe('a row', () => {
  test('is left by every unit that wrote, with what was asked and by whom', async () => {
    await openTill('till.open', {
      siteId: SITE,
      name: 'Front',
      pin: '1234',
      key: new Secret('abc'),
    })
    const [row] = await rows('till.open')
    expect(row).toMatchObject({
      outcome: 'done',
      actor_kind: 'staff',
      actor_id: actor.kind === 'staff' ? actor.id : '',
      ip: '196.201.1.2',
      user_agent: 'Firefox',
      request_id: 'r1',
      site_id: SITE,
      objects: [SITE],
    })
    expect(detailOf(row)).toEqual({
      input: { siteId: SITE, name: 'Front', pin: '[secret]', key: '[secret]' },
    })
    expect(JSON.stringify(row)).not.toContain('Front')
  })

  test('holds what commands add', async () => {
    await units.unit({ actor: system('night'), name: 'till.count' }, async (tx) => {
      const id = await sql<{ id: string }>`select id from public.till limit 1`
        .execute(tx.sql)
        .then(({ rows: [till] }) => must(till, 'a till').id)
      await sql`update public.till set cents = 5 where id = ${id}`.execute(tx.sql)
      audit(tx, {
        objects: [{ table: 'public.till', id }],
        before: { cents: 0n },
        after: { cents: 5n },
        reason: 'Counted twice',
      })
    })
    const [row] = await rows('till.count')
    expect(row?.objects[0]).toMatch(/^public\.till\//)
    expect(detailOf(row)).toEqual({
      facts: [{ before: { cents: '0' }, after: { cents: '5' }, reason: 'Counted twice' }],
    })
  })

  test('is not left by a unit that wrote nothing, or that was rolled back', async () => {
    await units.unit({ actor, name: 'till.look-around' }, async (tx) =>
      sql`select 1`.execute(tx.sql),
    )
    await units
      .unit({ actor, name: 'till.fail' }, async (tx) => {
        await sql`insert into public.till values (${crypto.randomUUID()}, 0)`.execute(tx.sql)
        throw new Error('changed my mind')
      })
      .catch(() => undefined)
    expect(await rows('till.look-around')).toEqual([])
    expect(await rows('till.fail')).toEqual([])
  })

  test('is left for looks, refusals and faults, many in one statement', async () => {
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        trail.record(
          { actor, name: 'till.see', request, input: { id: SITE } },
          n % 3 === 0 ? { outcome: 'refused', because: 'till.shut' } : { outcome: 'looked' },
        ),
      ),
    )
    const found = await rows('till.see')
    expect(found).toHaveLength(300)
    expect(found.filter(({ outcome }) => outcome === 'refused')).toHaveLength(100)
    const { rows: statements } = await sql<{
      n: number
    }>`select count(distinct xmin::text)::int as n from platform.audit where action = 'till.see'`.execute(
      db,
    )
    expect(statements[0]?.n).toBeLessThan(10)
  })

  test('takes hostile input as it comes, and bounds it', async () => {
    const hostile = {
      'a\u0000b': '\u0000\ud800😀"\\',
      big: 'x'.repeat(1_000_000),
      id: "'; drop table platform.audit; --",
    }
    await openTill('till.hostile', hostile)
    const [row] = await rows('till.hostile')
    expect(row?.objects).toEqual([])
    expect(detailOf(row)).toMatchObject({ cut: true })
  })

  test.each([
    ['update', sql`update platform.audit set action = 'nothing'`],
    ['delete', sql`delete from platform.audit`],
    ['truncate', sql`truncate platform.audit`],
    ['update of a link', sql`update platform.audit_link set position = position + 1000000`],
    ['delete of a link', sql`delete from platform.audit_link`],
    [
      'update that also changes the detail',
      sql`update platform.audit set detail_sealed = null, ip = null`,
    ],
  ])('cannot be changed by %s', async (_how, statement) => {
    await linkWaiting(db, vault, clock.now())
    await expect(statement.execute(db)).rejects.toThrow('only grows')
  })
})

describe('the chain', () => {
  /** The owner of the tables may; that is why there is a chain. */
  async function withoutTriggers(tx: typeof db) {
    for (const table of ['audit', 'audit_link', 'audit_anchor'])
      await sql`alter table ${sql.table(`platform.${table}`)} disable trigger user`.execute(tx)
  }

  async function withTriggers(tx: typeof db) {
    for (const table of ['audit', 'audit_link', 'audit_anchor'])
      await sql`alter table ${sql.table(`platform.${table}`)} enable trigger user`.execute(tx)
  }

  async function chained(count: number): Promise<bigint[]> {
    for (let n = 0; n < count; n++) await openTill('till.open', { n })
    await linkWaiting(db, vault, clock.now())
    const { rows: last } = await sql<{
      position: bigint
    }>`select position from platform.audit_link order by position desc limit ${count}`.execute(db)
    return last.map(({ position }) => position).toReversed()
  }

  /** What somebody with the database's password could do. */
  async function tamper(change: ReturnType<typeof sql>, then: () => Promise<void>) {
    await db.transaction().execute(async (tx) => {
      await withoutTriggers(tx)
      await sql`create table public.kept as select * from platform.audit`.execute(tx)
      await change.execute(tx)
      await withTriggers(tx)
    })
    try {
      await then()
    } finally {
      await db.transaction().execute(async (tx) => {
        await withoutTriggers(tx)
        await sql`delete from platform.audit`.execute(tx)
        await sql`insert into platform.audit select * from public.kept`.execute(tx)
        await sql`drop table public.kept`.execute(tx)
        await withTriggers(tx)
      })
    }
  }

  const at = (position: bigint) =>
    sql`(select audit_id from platform.audit_link where position = ${position})`

  test('is whole after work in parallel, with rows that still wait', async () => {
    await Promise.all(Array.from({ length: 40 }, () => openTill('till.open')))
    await Promise.all([1, 2, 3].map(() => linkWaiting(db, vault, clock.now())))
    await openTill('till.open')
    const report = await verifyAudit(db, vault)
    expect(report.findings).toEqual([])
    expect(report.waiting).toBe(1)
    expect(report.rows).toBeGreaterThan(40)
  })

  test.each([
    [
      'the action',
      (id: ReturnType<typeof at>) =>
        sql`update platform.audit set action = 'till.close' where id = ${id}`,
    ],
    [
      'the actor',
      (id: ReturnType<typeof at>) =>
        sql`update platform.audit set actor_id = 'somebody else' where id = ${id}`,
    ],
    [
      'the moment',
      (id: ReturnType<typeof at>) =>
        sql`update platform.audit set at = at - interval '1 microsecond' where id = ${id}`,
    ],
    [
      'the objects',
      (id: ReturnType<typeof at>) =>
        sql`update platform.audit set objects = array['x'] where id = ${id}`,
    ],
    [
      'the sealed detail, by one of another row',
      (id: ReturnType<typeof at>) =>
        sql`update platform.audit set detail_sealed = (select detail_sealed from platform.audit where id <> ${id} and detail_sealed is not null limit 1) where id = ${id}`,
    ],
    [
      'everything, copied from another row',
      (id: ReturnType<typeof at>) =>
        sql`update platform.audit a set action = o.action, detail_mac = o.detail_mac, mac = o.mac from platform.audit o where a.id = ${id} and o.id <> a.id and o.action <> a.action`,
    ],
  ])('shows a change of %s, and where', async (_what, change) => {
    const [, second] = await chained(3)
    await tamper(change(at(must(second, 'three links'))), async () => {
      const { findings } = await verifyAudit(db, vault)
      expect(findings.map(({ kind, position }) => ({ kind, position }))).toContainEqual({
        kind: 'changed',
        position: second,
      })
    })
    expect((await verifyAudit(db, vault)).findings).toEqual([])
  })

  test('shows a row that was taken out', async () => {
    const [, second] = await chained(3)
    await tamper(
      sql`delete from platform.audit where id = ${at(must(second, 'three links'))}`,
      async () => {
        expect((await verifyAudit(db, vault)).findings).toMatchObject([
          { kind: 'missing', position: second },
        ])
      },
    )
  })

  test('shows a row that was put in', async () => {
    await chained(1)
    await tamper(
      sql`insert into platform.audit select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).* from platform.audit a order by a.id desc limit 1`,
      async () => {
        expect((await verifyAudit(db, vault)).findings).toMatchObject([{ kind: 'inserted' }])
      },
    )
  })

  async function tamperChain(
    change: (tx: typeof db) => Promise<unknown>,
    then: () => Promise<void>,
  ) {
    await db.transaction().execute(async (tx) => {
      await withoutTriggers(tx)
      await sql`create table public.kept_links as select * from platform.audit_link`.execute(tx)
      await sql`create table public.kept_head as select * from platform.audit_head`.execute(tx)
      await change(tx)
      await withTriggers(tx)
    })
    try {
      await then()
    } finally {
      await db.transaction().execute(async (tx) => {
        await withoutTriggers(tx)
        await sql`delete from platform.audit_link`.execute(tx)
        await sql`delete from platform.audit_head`.execute(tx)
        await sql`insert into platform.audit_link select * from public.kept_links`.execute(tx)
        await sql`insert into platform.audit_head select * from public.kept_head`.execute(tx)
        await sql`drop table public.kept_links, public.kept_head`.execute(tx)
        await withTriggers(tx)
      })
    }
  }

  test('shows a row that was taken out together with its place', async () => {
    const [, second] = await chained(3)
    const place = must(second, 'three links')
    await tamper(sql`delete from platform.audit where id = ${at(place)}`, () =>
      tamperChain(
        (tx) => sql`delete from platform.audit_link where position = ${place}`.execute(tx),
        async () => {
          expect((await verifyAudit(db, vault)).findings).toMatchObject([
            { kind: 'missing', position: place },
          ])
        },
      ),
    )
  })

  test('shows two rows that changed places', async () => {
    const [first, second] = await chained(3)
    await tamperChain(
      async (tx) => {
        await sql`alter table platform.audit_link drop constraint audit_link_audit_id_key`.execute(
          tx,
        )
        await sql`update platform.audit_link l set audit_id = o.audit_id from platform.audit_link o
          where (l.position, o.position) in ((${first}, ${second}), (${second}, ${first}))`.execute(
          tx,
        )
        await sql`alter table platform.audit_link add constraint audit_link_audit_id_key unique (audit_id)`.execute(
          tx,
        )
      },
      async () => {
        const { findings } = await verifyAudit(db, vault)
        expect(findings).toMatchObject([
          { kind: 'moved', position: first },
          { kind: 'moved', position: second },
        ])
      },
    )
  })

  test('shows an end that was cut off, also where an old head was put back', async () => {
    await chained(2)
    const { rows: heads } = await sql<{
      position: bigint
      hash: Buffer
      mac: Buffer
    }>`select * from platform.audit_head`.execute(db)
    const old = must(heads[0], 'there is a head')
    const [first] = await chained(3)
    const cut = (tx: typeof db) =>
      sql`delete from platform.audit_link where position >= ${first}`.execute(tx)
    const cutRows = sql`delete from platform.audit where id in (select audit_id from platform.audit_link where position >= ${first})`

    await tamper(cutRows, () =>
      tamperChain(cut, async () => {
        expect((await verifyAudit(db, vault)).findings).toMatchObject([
          { kind: 'cut', position: first },
        ])
      }),
    )
    // With an old head nothing inside the database shows it; an anchor kept outside does.
    const { rows: tips } = await sql<{
      position: bigint
      hash: Buffer
    }>`select position, hash from platform.audit_head`.execute(db)
    const tip = must(tips[0], 'there is a head')
    await tamper(cutRows, () =>
      tamperChain(
        async (tx) => {
          await cut(tx)
          await sql`update platform.audit_head set position = ${old.position}, hash = ${old.hash}, mac = ${old.mac}`.execute(
            tx,
          )
        },
        async () => {
          const outside = [
            { day: '2026-11-20', position: tip.position, hash: tip.hash.toString('hex') },
          ]
          expect((await verifyAudit(db, vault, outside)).findings).toMatchObject([
            { kind: 'cut', position: first },
          ])
        },
      ),
    )
  })

  test('stays whole when a detail is erased, and says so', async () => {
    await openTill('till.open', { name: 'Njoroge' })
    const before = await verifyAudit(db, vault)
    await sql`update platform.audit set detail_sealed = null where id = (select id from platform.audit order by id desc limit 1)`.execute(
      db,
    )
    const after = await verifyAudit(db, vault)
    expect(after.findings).toEqual([])
    expect(after.erased).toBe(before.erased + 1)
  })

  test('is not whole to somebody without the key', async () => {
    const stranger = {
      ...vault,
      auditMac: (content: string | Uint8Array) => vault.auditMac(`x${String(content)}`),
    }
    const report = await verifyAudit(db, stranger)
    expect(report.findingsCount).toBeGreaterThan(report.rows)
    expect(report.findings.length).toBeLessThanOrEqual(1_000)
  })

  test('is anchored each day, in the database and outside', async () => {
    const home = scratchDirectory()
    await chained(1)
    clock.set('2026-11-22T09:00:00+03:00')
    await openTill('till.open')
    const stop = startAuditSealer({ sql: db, vault, clock, log: silentLog, home })
    await stop()
    const [line] = readFileSync(`${home}/audit-anchors.jsonl`, 'utf8').trim().split('\n')
    const anchor: { day: string; position: string; hash: string } = JSON.parse(
      must(line, 'an anchor was kept'),
    )
    expect(anchor.day).toBe('2026-11-20')
    const outside = [{ ...anchor, position: BigInt(anchor.position) }]
    const report = await verifyAudit(db, vault, outside)
    expect(report).toMatchObject({ anchors: 1, waiting: 0, findings: [] })
    const wrong = [{ ...anchor, position: BigInt(anchor.position), hash: '00' }]
    expect((await verifyAudit(db, vault, wrong)).findings).toMatchObject([{ kind: 'changed' }])
  })
})
