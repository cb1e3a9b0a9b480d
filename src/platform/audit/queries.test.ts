import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { linkWaiting } from '#platform/audit/chain.ts'
import { listAudit } from '#platform/audit/contract.ts'
import { auditModule } from '#platform/audit/module.ts'
import {
  auditActions,
  auditDetail,
  auditPage,
  lastFindings,
  verificationNow,
} from '#platform/audit/queries.ts'
import { auditedTill, tamper } from '#platform/audit/testing.ts'
import { sitesOf } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { staffWith } from '#platform/testing.ts'
import { scratchDirectory } from '#platform/vault/testing.ts'
import { sql } from 'kysely'

const HERE = '0198a000-0000-7000-8000-000000000001'
const THERE = '0198a000-0000-7000-8000-000000000002'

let till: Awaited<ReturnType<typeof auditedTill>>

beforeAll(async () => {
  till = await auditedTill()
  await till.openTill('till.open', { siteId: HERE, name: 'Front' })
  await till.openTill('till.open', { siteId: THERE })
  till.clock.passes('PT1H')
  await till.trail.record(
    { actor: till.actor, name: 'till.see', request: { ...till.request, ip: '41.90.1.1' } },
    { outcome: 'looked', objects: [{ table: 'public.till', id: HERE }] },
  )
  await till.trail.record(
    { actor: { kind: 'system', name: 'night' }, name: 'till.shut' },
    { outcome: 'refused', because: 'till.busy' },
  )
  await linkWaiting(till.db, till.vault, till.clock.now())
})

function reading<T>(
  work: (read: Read) => Promise<T>,
  actor: Actor = staffWith(['platform.audit-read']),
) {
  return till.units.read({ actor, sites: sitesOf(actor, listAudit), name: listAudit.name }, work)
}

async function found(input: z.input<typeof listAudit.input>, actor?: Actor) {
  const page = await reading((read) => auditPage(read, listAudit.input.parse(input)), actor)
  return page.items
    .map(
      ({ action, siteId }) =>
        `${action}${siteId === HERE ? ' here' : siteId === THERE ? ' there' : ''}`,
    )
    .toSorted()
}

const all = ['till.open here', 'till.open there', 'till.see', 'till.shut']

test.each([
  ['nothing', {}, all],
  ['an outcome', { outcome: ['looked', 'refused'] }, ['till.see', 'till.shut']],
  ['an actor kind', { actorKind: ['system'] }, ['till.shut']],
  ['an actor', { actorId: ['night'] }, ['till.shut']],
  ['an action', { action: ['till.open'] }, ['till.open here', 'till.open there']],
  ['a site', { siteId: [THERE] }, ['till.open there']],
  ['an object by table and id', { object: [`public.till/${HERE}`] }, ['till.see']],
  ['an object by id', { object: [HERE] }, ['till.open here', 'till.see']],
  [
    'a period',
    { from: '2026-11-20T15:00:00Z', to: '2026-11-20T15:30:00Z' },
    ['till.open here', 'till.open there'],
  ],
  ['part of an action', { q: 'shu' }, ['till.shut']],
  ['an address', { q: '41.90.1.1' }, ['till.see']],
  ['an id', { q: THERE }, ['till.open there']],
  ['hostile text', { q: `'; drop table platform.audit; --%_\\` }, []],
] as [string, z.input<typeof listAudit.input>, string[]][])(
  'the list is filtered by %s',
  async (_by, input, expected) => {
    expect(await found(input)).toEqual(expected)
  },
)

test('whoever works at one site sees that site only', async () => {
  const cashier = staffWith(['platform.audit-read'], [HERE])
  expect(await found({}, cashier)).toEqual(['till.open here'])
  // Although another of their permissions reaches every site.
  const limits = new Map([['platform.audit-read', [HERE]]])
  const wide = { ...staffWith(['platform.audit-read', 'till.see']), siteLimits: limits }
  expect(await found({}, wide)).toEqual(['till.open here'])
  expect(await reading((read) => auditActions(read), cashier)).toEqual(['till.open'])
  const page = await reading((read) => auditPage(read, listAudit.input.parse({ siteId: THERE })))
  const elsewhere = must(page.items[0], 'a row of the other site').id
  await expect(reading((read) => auditDetail(read, elsewhere), cashier)).rejects.toMatchObject({
    code: 'platform.no_such_audit_row',
  })
})

test('a row opens with its detail and its place', async () => {
  const page = await reading((read) => auditPage(read, listAudit.input.parse({ siteId: HERE })))
  const row = await reading((read) => auditDetail(read, must(page.items[0], 'a row').id))
  expect(row).toMatchObject({
    detail: { input: { name: 'Front' } },
    detailState: 'kept',
    userAgent: 'Firefox',
  })
  expect(Number(row.position)).toBeGreaterThan(0)
  await expect(reading((read) => auditDetail(read, HERE))).rejects.toMatchObject({ status: 404 })
})

test('the actions are listed once each', async () => {
  expect(await reading(auditActions)).toEqual(['till.open', 'till.see', 'till.shut'])
})

test('the nightly walk keeps what it found', async () => {
  const { vault, clock, db, units } = till
  const [walk] = auditModule({ vault, clock, home: scratchDirectory() }).jobs
  const origin = {
    actor: { kind: 'system', name: 'worker' } as const,
    name: 'platform.verify-trail',
  }
  const door = {
    unit: <T>(work: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, work),
    read: <T>(work: Parameters<typeof units.read<T>>[1]) => units.read(origin, work),
    signal: new AbortController().signal,
    attempt: 1,
  }
  await must(walk, 'the job is there').run(door, {})
  expect(await reading(verificationNow)).toMatchObject({
    position: '4',
    last: { rows: 4, findingsCount: 0 },
  })
  expect(await reading(lastFindings)).toEqual([])

  till.clock.passes('PT1H')
  await tamper(
    db,
    [sql`update platform.audit set actor_id = 'me' where action = 'till.shut'`],
    async () => {
      await must(walk, 'the job is there').run(door, {})
    },
  )
  expect(await reading(lastFindings)).toEqual([expect.stringContaining('till.shut')])
})
