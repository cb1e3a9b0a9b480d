import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { openSite, readSite } from '#modules/organization/contract.ts'
import {
  inviteMember,
  listRoles,
  makeApiKey,
  renewRecoveryCodes,
  signIn,
} from '#modules/staff/contract.ts'
import { linkWaiting } from '#platform/audit/chain.ts'
import { listAudit } from '#platform/audit/contract.ts'
import { migrate } from '#platform/migrate.ts'
import { addWebhook } from '#platform/webhooks/contract.ts'
import { searchFiles, searchTables, shapesOf, type Leak } from './plain-text-search.ts'
import { PASSWORD, World } from './world.ts'

const home = mkdtempSync(join(tmpdir(), 'kasi-sealed-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a shape of a text is found wherever it lies', () => {
  for (const offset of [0, 1, 2, 3]) {
    const around = Buffer.from(`${'x'.repeat(offset)}Wanjiku Kamau${'y'.repeat(3)}`)
    for (const coding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      const content = Buffer.from(around.toString(coding))
      expect(shapesOf('Wanjiku Kamau').some((shape) => content.includes(shape))).toBe(true)
    }
  }
})

test(
  'neither a dump nor the disk shows what people told us or what we keep secret',
  { timeout: 120_000 },
  async () => {
    const postgres = await startPostgres({ home, scratch: true })
    const planted: Record<string, string> = {
      'the owner’s name': 'Wangari Owner',
      'the owner’s address': 'owner@isp.example',
      'the password': PASSWORD,
      'a colleague’s name': 'Nafula Barasa-Simiyu',
      'a colleague’s address': 'nafula.barasa@mail.example',
      'a contact’s name': 'Kipchoge Landlord',
      'a contact’s phone': '722987654',
      'a contact’s address': 'kipchoge.landlord@mail.example',
      'a note': 'the gate code is under the aloe',
      'an address that guessed': 'guesser.unknown@mail.example',
    }
    try {
      await migrate({ url: postgres.url })
      {
        await using world = await World.open({ url: postgres.url })
        const owner = await world.owner()
        planted['the cookies of a session'] = must(
          /=([\w-]{20,})/.exec(owner.cookies())?.[1],
          'the owner is signed in',
        )

        const { items: roles } = await owner.call(listRoles, {})
        await owner.call(inviteMember, {
          name: must(planted['a colleague’s name'], 'planted'),
          email: must(planted['a colleague’s address'], 'planted'),
          roles: [{ roleId: must(roles[0], 'there are roles').id, siteIds: null, until: null }],
        })
        await world.settle()
        const site = await owner.call(openSite, {
          ...{
            name: 'Karen mast',
            code: 'KRN-1',
            kind: 'tower',
            county: 'Nairobi',
            town: 'Karen',
            address: null,
            at: null,
          },
          contact: {
            name: 'Kipchoge Landlord',
            phone: '0722 987 654',
            email: 'kipchoge.landlord@mail.example',
          },
          notes: 'the gate code is under the aloe',
        })
        await owner.call(readSite, { siteId: site.id })
        planted['an API key'] = (
          await owner.call(makeApiKey, { name: 'Accounting', permissions: ['organization.read'] })
        ).key
        planted['a webhook secret'] = (
          await owner.call(addWebhook, {
            name: 'Books',
            url: 'https://books.example/hook-7f3a91c2',
            events: [],
          })
        ).secret.replace('whsec_', '')
        planted['a webhook address'] = 'hook-7f3a91c2'
        planted['a recovery code'] = must(
          (await owner.call(renewRecoveryCodes, {})).recoveryCodes[0],
          'there are codes',
        )
        const guess = { email: 'guesser.unknown@mail.example', password: `${PASSWORD}!` }
        await world
          .visitor()
          .call(signIn, guess)
          .catch(() => undefined)
        await owner.call(listAudit, { q: 'kipchoge.landlord@mail.example' })
        await world.settle()
        const { database, vault, clock } = world.ground
        await linkWaiting(database.sql, vault, clock.now())

        const dump = await searchTables(postgres.url, planted)
        expect(dump.leaks).toEqual([])
        expect(dump.tables).toBeGreaterThan(30)
        expect(
          (await searchTables(postgres.url, { 'a plain text': 'Karen mast' })).leaks,
        ).toContainEqual({ what: 'a plain text', where: 'organization.site' })
      }
      // The write-ahead log as it is while PostgreSQL runs, then the tables as they lie on the disk.
      expect(searchFiles(join(home, 'postgres'), planted).leaks).toEqual([])
      await plantInThePlain(postgres.url)
    } finally {
      await postgres.stop()
    }
    const disk = searchFiles(home, planted)
    expect(disk.files).toBeGreaterThan(500)
    expect(disk.leaks).toEqual([])

    const plain = searchFiles(home, { mistake: 'Muthoni Carelessly-Stored' }).leaks.map(kindOf)
    expect(plain).toContain('a table')
    expect(plain).toContain('the write-ahead log')
  },
)

/** What a careless room would do; the search has to find it. */
async function plantInThePlain(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create table public.careless (name text)`)
  await client.query(`insert into public.careless values ('Muthoni Carelessly-Stored')`)
  await client.end()
}

function kindOf({ where }: Leak): string {
  if (where.includes('pg_wal/')) return 'the write-ahead log'
  return where.includes('base/') ? 'a table' : where
}
