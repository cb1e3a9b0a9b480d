import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { matches } from '#platform/list.ts'
import { actingAs, staffWith, testTx } from '#platform/testing.ts'
import { archiveSite as archiving, listSites, siteInput } from '../contract.ts'
import { siteNow, sitesPage } from '../queries/sites.ts'
import { aSite } from '../testing.ts'
import { archiveSite } from './archive-site.ts'
import { changeSite } from './change-site.ts'
import { openSite } from './open-site.ts'
import { restoreSite } from './restore-site.ts'

const contact = { name: 'Wanjiru', phone: '0712 345 678', email: null }
const list = (given: Record<string, unknown> = {}) => listSites.input.parse(given)

describe('a site', () => {
  test('is opened, announced, and keeps its contact and notes sealed', async () => {
    await testTx(async (tx) => {
      const site = await aSite(tx, {
        code: 'krn-1',
        contact,
        notes: 'Key at the gate',
        at: { lat: -1.28600004, lng: 36.8 },
      })
      expect(site).toMatchObject({
        code: 'KRN-1',
        contact: { name: 'Wanjiru', phone: '+254712345678' },
        notes: 'Key at the gate',
        at: { lat: -1.286, lng: 36.8 },
        state: 'open',
        version: 1,
        changedBy: { kind: 'system', id: 'test' },
      })
      expect(tx.announced).toMatchObject([
        { name: 'organization.site-opened', payload: { siteId: site.id } },
      ])
      const row = await tx.sql
        .selectFrom('organization.site')
        .select(['contact_sealed', 'notes_sealed'])
        .where('id', '=', site.id)
        .executeTakeFirstOrThrow()
      expect(row.contact_sealed).toMatch(/^sealed\(organization\.site\.contact_sealed/)
      expect(row.notes_sealed).toMatch(/^sealed\(organization\.site\.notes_sealed/)
    })
  })

  test('cannot take the code of another, archived ones included', async () => {
    await testTx(async (tx) => {
      const first = await aSite(tx, { code: 'A-1' })
      const second = await aSite(tx, { code: 'A-2' })
      await archiveSite(tx, { siteId: first.id, version: 1 })
      await expect(aSite(tx, { code: 'A-1' })).rejects.toThrow('has the code A-1 already')
      const input = siteInput.parse({ ...second, code: 'a-1', notes: '' })
      await expect(
        changeSite(tx, { ...input, siteId: second.id, version: 1 }),
      ).rejects.toMatchObject({ code: 'organization.site_code_taken', issues: [{ path: 'code' }] })
    })
  })

  test('is changed from the version that was seen, or not at all', async () => {
    await testTx(async (tx) => {
      const site = await aSite(tx)
      const input = siteInput.parse({ ...site, name: 'Karen mast' })
      await changeSite(tx, { ...input, siteId: site.id, version: 1 })
      expect(await siteNow(tx, site.id)).toMatchObject({ name: 'Karen mast', version: 2 })
      await expect(
        changeSite(tx, { ...input, name: 'Late', siteId: site.id, version: 1 }),
      ).rejects.toMatchObject({
        code: 'organization.stale',
        status: 409,
        facts: { changedByKind: 'system', changedById: 'test', version: 2 },
      })
      expect(await siteNow(tx, site.id)).toMatchObject({ name: 'Karen mast' })
    })
  })

  test('goes away and comes back', async () => {
    await testTx(async (tx) => {
      const site = await aSite(tx)
      await archiveSite(tx, { siteId: site.id, version: 1 })
      expect((await sitesPage(tx, list())).items).toEqual([])
      expect((await sitesPage(tx, list({ state: 'archived' }))).items).toHaveLength(1)
      const input = siteInput.parse({ ...site })
      await expect(changeSite(tx, { ...input, siteId: site.id, version: 2 })).rejects.toThrow(
        'Restore it first',
      )
      await expect(archiveSite(tx, { siteId: site.id, version: 2 })).rejects.toThrow('archived')
      await restoreSite(tx, { siteId: site.id, version: 2 })
      expect(await siteNow(tx, site.id)).toMatchObject({ state: 'open', archivedAt: null })
      await expect(restoreSite(tx, { siteId: site.id, version: 3 })).rejects.toThrow('not archived')
    })
  })
})

describe('staff who work at some sites', () => {
  test('change only where they may change, however far they may look', async () => {
    await testTx(async (tx) => {
      const mine = await aSite(tx, { code: 'MINE' })
      const seen = await aSite(tx, { code: 'SEEN' })
      const hidden = await aSite(tx, { code: 'HIDDEN' })
      const everywhere = staffWith(['organization.read-sites', 'organization.change-sites'])
      if (everywhere.kind !== 'staff') throw new Error('This is staff')
      const me = {
        ...everywhere,
        siteLimits: new Map([
          ['organization.change-sites', [mine.id]],
          ['organization.read-sites', [mine.id, seen.id]],
        ]),
      }
      const reading = actingAs(tx, me, listSites)
      const asMe = actingAs(tx, me, archiving)
      const codes = (await sitesPage(reading, list({ sort: 'code' }))).items.map(({ code }) => code)
      expect(codes).toEqual(['MINE', 'SEEN'])
      await expect(siteNow(reading, hidden.id)).rejects.toMatchObject({ status: 404 })
      await archiveSite(asMe, { siteId: mine.id, version: 1 })
      await expect(archiveSite(asMe, { siteId: seen.id, version: 1 })).rejects.toMatchObject({
        status: 404,
      })
      const fields = siteInput.parse({ ...seen, code: 'NEW' })
      await expect(openSite(asMe, fields)).rejects.toMatchObject({ status: 403 })
    })
  })

  test('see and change only those, and open none', async () => {
    await testTx(async (tx) => {
      const mine = await aSite(tx, { code: 'MINE' })
      const other = await aSite(tx, { code: 'OTHER' })
      const asMe = actingAs(tx, staffWith(['organization.change-sites'], [mine.id]))
      expect((await sitesPage(asMe, list())).items.map((site) => site.code)).toEqual(['MINE'])
      expect((await sitesPage(asMe, list())).total).toBe(1)
      await expect(siteNow(asMe, other.id)).rejects.toMatchObject({ status: 404 })
      const input = siteInput.parse({ ...other })
      await expect(
        changeSite(asMe, { ...input, siteId: other.id, version: 1 }),
      ).rejects.toMatchObject({ status: 404 })
      await expect(archiveSite(asMe, { siteId: other.id, version: 1 })).rejects.toMatchObject({
        status: 404,
      })
      await expect(openSite(asMe, { ...input, code: 'NEW' })).rejects.toMatchObject({ status: 403 })
      await changeSite(asMe, {
        ...siteInput.parse({ ...mine }),
        name: 'Ours',
        siteId: mine.id,
        version: 1,
      })
      expect((await siteNow(asMe, mine.id)).changedBy.kind).toBe('staff')
    })
  })

  test('with no site at all see none', async () => {
    await testTx(async (tx) => {
      await aSite(tx)
      const asMe = actingAs(tx, staffWith(['organization.read-sites'], []))
      expect((await sitesPage(asMe, list())).items).toEqual([])
    })
  })
})

describe('the list of sites', () => {
  test('is searched by index', async () => {
    await testTx(async (tx) => {
      await sql`set local enable_seqscan = off; set local enable_indexscan = off`.execute(tx.sql)
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select from organization.site
        where ${matches('karen', ...['name', 'code', 'town', 'address'].map((name) => sql.ref(name)))}`.execute(
        tx.sql,
      )
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('site_search')
    })
  })
  test('pages through every row once, whatever the sort', async () => {
    await testTx(async (tx) => {
      for (let number = 1; number <= 7; number++) {
        await aSite(tx, {
          code: `P-${number}`,
          name: `Same ${number % 2}`,
          county: number % 2 ? 'Kisumu' : 'Nairobi',
        })
      }
      for (const sort of [
        'name',
        '-name',
        'code',
        '-code',
        'county',
        '-county',
        'openedAt',
        '-changedAt',
      ]) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await sitesPage(tx, list({ sort, limit: 3, ...(cursor && { cursor }) }))
          seen.push(...page.items.map((site) => site.code))
          expect(page).toMatchObject({ total: 7, totalIsExact: true })
          cursor = page.next ?? undefined
        } while (cursor)
        expect(seen.toSorted()).toEqual(['P-1', 'P-2', 'P-3', 'P-4', 'P-5', 'P-6', 'P-7'])
        if (sort === '-code') expect(seen[0]).toBe('P-7')
      }
    })
  })

  test('a cursor belongs to its sort and its filters', async () => {
    await testTx(async (tx) => {
      for (const code of ['C-1', 'C-2', 'C-3']) await aSite(tx, { code })
      const { next } = await sitesPage(tx, list({ limit: 1 }))
      const cursor = next ?? ''
      for (const other of [{ sort: '-name' }, { county: 'Kisumu' }, { q: 'x' }]) {
        await expect(sitesPage(tx, list({ ...other, cursor }))).rejects.toMatchObject({
          code: 'platform.bad_cursor',
        })
      }
      for (const nonsense of [
        'x',
        '',
        'bnVsbA',
        Buffer.from('["a","b","c"]').toString('base64url'),
      ]) {
        await expect(sitesPage(tx, list({ cursor: nonsense }))).rejects.toMatchObject({
          code: 'platform.bad_cursor',
        })
      }
      expect((await sitesPage(tx, list({ limit: 2, cursor }))).items).toHaveLength(2)
    })
  })

  test('finds by words and filters, and takes wildcards literally', async () => {
    await testTx(async (tx) => {
      await aSite(tx, {
        code: 'KSM',
        name: 'Lake 100% mast',
        county: 'Kisumu',
        kind: 'tower',
        town: "Ng'ombe",
      })
      await aSite(tx, { code: 'NBO', name: 'Head office', county: 'Nairobi', kind: 'office' })
      const codes = async (given: Record<string, unknown>) =>
        (await sitesPage(tx, list(given))).items.map((site) => site.code)
      expect(await codes({ q: '100%' })).toEqual(['KSM'])
      expect(await codes({ q: '%' })).toEqual(['KSM'])
      expect(await codes({ q: '_' })).toEqual([])
      expect(await codes({ q: "NG'O" })).toEqual(['KSM'])
      expect(await codes({ q: "'; drop table organization.site; --" })).toEqual([])
      expect(await codes({ county: ['Kisumu', 'Nairobi'] })).toEqual(['NBO', 'KSM'])
      expect(await codes({ kind: 'office' })).toEqual(['NBO'])
    })
  })
})
