import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { system } from '#kernel/actor.ts'
import { audit } from '#platform/audit.ts'
import { linkWaiting } from '#platform/audit/chain.ts'
import { DETAIL } from '#platform/audit/entry.ts'
import { auditedTill } from '#platform/audit/testing.ts'
import { Secret } from '#platform/secret.ts'

const SITE = '0198a000-0000-7000-8000-000000000001'

let till: Awaited<ReturnType<typeof auditedTill>>
beforeAll(async () => {
  till = await auditedTill()
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
    await sql<Row>`select * from platform.audit where action = ${action} order by id`.execute(
      till.db,
    )
  return found
}

function detailOf(row: Row | undefined) {
  const { id, detail_sealed } = must(row, 'the row is there')
  return till.vault.openJson({ ...DETAIL, row: id }, must(detail_sealed, 'the row has a detail'))
}

describe('a row', () => {
  test('is left by every unit that wrote, with what was asked and by whom', async () => {
    await till.openTill('till.open', {
      siteId: SITE,
      name: 'Front',
      pin: '1234',
      key: new Secret('abc'),
    })
    const [row] = await rows('till.open')
    expect(row).toMatchObject({
      outcome: 'done',
      actor_kind: 'staff',
      actor_id: till.actor.kind === 'staff' ? till.actor.id : '',
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
    await till.units.unit({ actor: system('night'), name: 'till.count' }, async (tx) => {
      const id = await sql<{ id: string }>`select id from public.till limit 1`
        .execute(tx.sql)
        .then(({ rows: [one] }) => must(one, 'a till').id)
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
    await till.units.unit({ actor: till.actor, name: 'till.look-around' }, async (tx) =>
      sql`select 1`.execute(tx.sql),
    )
    await till.units
      .unit({ actor: till.actor, name: 'till.fail' }, async (tx) => {
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
        till.trail.record(
          { actor: till.actor, name: 'till.see', request: till.request, input: { id: SITE } },
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
      till.db,
    )
    expect(statements[0]?.n).toBeLessThan(10)
  })

  test('takes hostile input as it comes, and bounds it', async () => {
    const hostile = {
      'a\u0000b': '\u0000\ud800😀"\\',
      big: 'x'.repeat(1_000_000),
      id: "'; drop table platform.audit; --",
    }
    await till.openTill('till.hostile', hostile)
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
    await linkWaiting(till.db, till.vault, till.clock.now())
    await expect(statement.execute(till.db)).rejects.toThrow('only grows')
  })
})
