import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type RawBuilder } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { linkWaiting, readHead } from '#platform/audit/chain.ts'
import { keptAnchors, startAuditSealer } from '#platform/audit/sealer.ts'
import { auditedTill, tamper } from '#platform/audit/testing.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { silentLog } from '#platform/log.ts'
import { scratchDirectory } from '#platform/vault/testing.ts'

let till: Awaited<ReturnType<typeof auditedTill>>
beforeAll(async () => {
  till = await auditedTill()
})

const verify = (...outside: Parameters<typeof verifyAudit>[2] & {}) =>
  verifyAudit(till.db, till.vault, outside)
const link = () => linkWaiting(till.db, till.vault, till.clock.now())
/** The id of the row at this place. */
const at = (place: bigint | undefined) =>
  sql`(select audit_id from platform.audit_link where position = ${place})`

test('the chain is whole after work in parallel, with rows that still wait', async () => {
  await Promise.all(Array.from({ length: 40 }, () => till.openTill('till.open')))
  await Promise.all([link(), link(), link()])
  await till.openTill('till.open')
  const report = await verify()
  expect(report.findings).toEqual([])
  expect(report.waiting).toBe(1)
  expect(report.rows).toBe(41)
})

type Change = (id: RawBuilder<unknown>) => RawBuilder<unknown>
const changes: [string, Change][] = [
  ['the action', (id) => sql`update platform.audit set action = 'till.close' where id = ${id}`],
  ['the actor', (id) => sql`update platform.audit set actor_id = 'me' where id = ${id}`],
  [
    'the moment',
    (id) => sql`update platform.audit set at = at - interval '1 microsecond' where id = ${id}`,
  ],
  ['the objects', (id) => sql`update platform.audit set objects = array['x'] where id = ${id}`],
  ['its own hash', (id) => sql`update platform.audit set mac = sha256(mac) where id = ${id}`],
  [
    'the sealed detail, by the one of another row',
    (id) => sql`
      update platform.audit set detail_sealed = o.sealed
      from (select id as other, detail_sealed as sealed from platform.audit where detail_sealed is not null) o
      where id = ${id} and other <> id`,
  ],
  [
    'everything but the id, by another row',
    (id) => sql`
      update platform.audit a set action = o.action, at = o.at, detail_mac = o.detail_mac, mac = o.mac
      from platform.audit o where a.id = ${id} and o.id <> a.id`,
  ],
]

test.each(changes)('a change of %s shows, and where', async (_what, change) => {
  const [, place] = await till.chained(3)
  await tamper(till.db, [change(at(place))], async () => {
    const { findings } = await verify()
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'changed', position: place }))
    expect(new Set(findings.map(({ position }) => position))).toEqual(new Set([place]))
  })
  expect((await verify()).findings).toEqual([])
})

test('a row that was taken out shows', async () => {
  const [, place] = await till.chained(3)
  await tamper(till.db, [sql`delete from platform.audit where id = ${at(place)}`], async () => {
    expect((await verify()).findings).toMatchObject([{ kind: 'missing', position: place }])
  })
})

test('a row that was taken out together with its place shows', async () => {
  const [, place] = await till.chained(3)
  const taken = [
    sql`delete from platform.audit where id = ${at(place)}`,
    sql`delete from platform.audit_link where position = ${place}`,
  ]
  await tamper(till.db, taken, async () => {
    expect((await verify()).findings).toMatchObject([{ kind: 'missing', position: place }])
  })
})

test('a row that was taken out before it was linked shows', async () => {
  await till.openTill('till.open')
  const taken = sql`delete from platform.audit where id = (select audit_id from platform.audit_unlinked limit 1)`
  await tamper(till.db, [taken], async () => {
    expect((await verify()).findings).toMatchObject([{ kind: 'missing' }])
  })
})

test('a row that was put in shows', async () => {
  await till.chained(1)
  const put = sql`
    insert into platform.audit
    select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).* from platform.audit a limit 1`
  await tamper(till.db, [put], async () => {
    expect((await verify()).findings).toMatchObject([{ kind: 'inserted' }])
  })
})

test('two rows that changed places show', async () => {
  const [first, second] = await till.chained(2)
  const swapped = [
    sql`create temporary table place as select position, audit_id from platform.audit_link where position in (${first}, ${second})`,
    sql`delete from platform.audit_link where position in (${first}, ${second})`,
    sql`insert into platform.audit_link select a.position, b.audit_id, kept.hash from place a
        join place b on b.position <> a.position
        join public.kept_audit_link kept on kept.position = a.position`,
    sql`drop table place`,
  ]
  await tamper(till.db, swapped, async () => {
    expect((await verify()).findings).toMatchObject([
      { kind: 'moved', position: first },
      { kind: 'moved', position: second },
    ])
  })
})

test('an end that was cut off shows, also where an old record of the end was put back', async () => {
  await till.chained(2)
  const old = must(await readHead(till.db), 'there is a head')
  const [first] = await till.chained(3)
  const tip = must(await readHead(till.db), 'there is a head')
  const cut = [
    sql`delete from platform.audit a using platform.audit_link l where a.id = l.audit_id and l.position >= ${first}`,
    sql`delete from platform.audit_link where position >= ${first}`,
  ]
  await tamper(till.db, cut, async () => {
    expect((await verify()).findings).toMatchObject([{ kind: 'cut', position: first }])
  })

  const putBack = sql`update platform.audit_head set position = ${old.position}, hash = ${old.hash}, mac = ${old.mac}`
  await tamper(till.db, [...cut, putBack], async () => {
    // Nothing inside the database can show this; an anchor kept outside does.
    expect((await verify()).findings).toEqual([])
    const outside = { day: '2026-11-20', position: tip.position, hash: tip.hash.toString('hex') }
    expect((await verify(outside)).findings).toMatchObject([{ kind: 'cut', position: first }])
  })
})

test('a made-up record of the end shows', async () => {
  await till.chained(1)
  await tamper(till.db, [sql`update platform.audit_head set position = position + 1`], async () => {
    expect((await verify()).findings).toMatchObject([{ kind: 'changed' }])
  })
})

test('the chain stays whole when a detail is erased, and says so', async () => {
  const [place] = await till.chained(1)
  const before = await verify()
  await sql`update platform.audit set detail_sealed = null where id = ${at(place)}`.execute(till.db)
  const after = await verify()
  expect(after.findings).toEqual([])
  expect(after.erased).toBe(before.erased + 1)
})

test('nobody without the key can make a chain', async () => {
  const stranger = {
    ...till.vault,
    auditMac: (content: string | Uint8Array) => till.vault.auditMac(`x${String(content)}`),
  }
  const report = await verifyAudit(till.db, stranger)
  expect(report.findingsCount).toBeGreaterThan(report.rows)
})

test('the chain is anchored each day, in the database and outside', async () => {
  const home = scratchDirectory()
  await till.chained(1)
  till.clock.set('2026-11-22T09:00:00+03:00')
  await till.openTill('till.open')
  const { db, vault, clock } = till
  await startAuditSealer({ sql: db, vault, clock, log: silentLog, home })()

  const anchors = await keptAnchors(home)
  expect(anchors).toMatchObject([{ day: '2026-11-20' }])
  expect(await verify(...anchors)).toMatchObject({ anchors: 1, waiting: 0, findings: [] })
  const wrong = anchors.map((anchor) => ({ ...anchor, hash: '00' }))
  expect((await verify(...wrong)).findings).toMatchObject([{ kind: 'changed' }])
})

test('a line of the home that a power cut left half costs that anchor alone', async () => {
  const home = scratchDirectory()
  writeFileSync(join(home, 'audit-anchors.jsonl'), '{"day":"2026-11-21","posi')
  await till.chained(1)
  till.clock.passes('P1D')
  await till.openTill('till.open')
  const { db, vault, clock } = till
  await startAuditSealer({ sql: db, vault, clock, log: silentLog, home })()
  expect(await keptAnchors(home)).toHaveLength(1)
})
