import { expect, test } from 'vitest'
import { z } from 'zod'
import { nobody, type Actor } from '#kernel/actor.ts'
import { endpoint, nothing, type Access } from '#kernel/endpoint.ts'
import { movedClock } from '#platform/clock.ts'
import { accessMatrix, matrixViolations, OWN_SITE, type Caller } from '#platform/http/matrix.ts'
import type { Manifest } from '#platform/manifest.ts'
import { staffWith, TEST_START } from '#platform/testing.ts'

const clock = movedClock(TEST_START)

function asStaff(
  permissions: string[],
  change: Partial<Extract<Actor, { kind: 'staff' }>> = {},
): Actor {
  const actor = staffWith(permissions)
  if (actor.kind !== 'staff') throw new Error('staffWith makes staff')
  return { ...actor, ...change }
}

const callers: Caller[] = [
  { name: 'nobody', actor: nobody },
  { name: 'keeper', actor: staffWith(['boats.keep']) },
  { name: 'reader', actor: staffWith(['boats.read']) },
  { name: 'keeper of one site', actor: staffWith(['boats.keep'], [OWN_SITE]) },
  { name: 'keeper there', actor: staffWith(['boats.keep'], [OWN_SITE]), site: OWN_SITE },
  {
    name: 'keeper of one site who reads at all',
    actor: asStaff(['boats.keep', 'boats.read'], {
      siteLimits: new Map([['boats.keep', [OWN_SITE]]]),
    }),
  },
  { name: 'enrolling keeper', actor: asStaff(['boats.keep'], { standing: 'enrolling' }) },
  { name: 'keeper with an old proof', actor: asStaff(['boats.keep'], { provenAt_ms: 0 }) },
  { name: 'subscriber', actor: { kind: 'subscriber', id: '1', via: { kind: 'session', id: '1' } } },
]

const boatsWith = (
  access: Access,
  more: { path?: '/api/boats/:siteId'; stepUp?: boolean } = {},
): Manifest => ({
  name: 'boats',
  permissions: { 'boats.keep': 'Keep boats', 'boats.read': 'See boats' },
  routes: [
    {
      endpoint: endpoint({
        name: 'boats.sell',
        method: 'POST',
        path: more.path ?? '/api/boats',
        access,
        summary: 'Sells.',
        ...(more.path && { reach: 'site' as const }),
        ...(more.stepUp && { stepUp: true }),
        input: more.path ? z.object({ siteId: z.uuid(), price: z.number() }) : nothing,
        reply: nothing,
      }),
      handle: async () => ({}),
    },
  ],
})

async function walk(manifest: Manifest, withoutPermission = {}) {
  const rows = await accessMatrix({ manifests: [manifest], clock, callers, withoutPermission })
  return {
    got: Object.fromEntries(rows.map(({ caller, got }) => [caller, got])),
    wrong: matrixViolations(rows),
  }
}

test('who comes how far', async () => {
  expect(await walk(boatsWith('boats.keep', { path: '/api/boats/:siteId', stepUp: true }))).toEqual(
    {
      got: {
        nobody: 'sign-in',
        keeper: 'in',
        reader: 'forbidden',
        'keeper of one site': 'other-site',
        'keeper there': 'in',
        'keeper of one site who reads at all': 'other-site',
        'enrolling keeper': 'enrol',
        'keeper with an old proof': 'old-proof',
        subscriber: 'forbidden',
      },
      wrong: [],
    },
  )
})

test('whoever holds the permission at some sites comes nowhere else', async () => {
  const { got, wrong } = await walk(boatsWith('boats.keep'))
  expect(wrong).toEqual([])
  expect(got).toMatchObject({
    keeper: 'in',
    'keeper of one site': 'not-everywhere',
    'keeper there': 'not-everywhere',
    'keeper of one site who reads at all': 'not-everywhere',
  })
})

test('an endpoint that forgets its permission is found', async () => {
  const { wrong } = await walk(boatsWith('anyone'))
  expect(wrong).toContain('boats.sell (anyone) as nobody: expected sign-in, got in')
  expect(wrong).toContain('boats.sell (anyone) as subscriber: expected forbidden, got in')
})

test('an endpoint that any member of staff may call is found, unless that is meant', async () => {
  const { wrong } = await walk(boatsWith('signed-in'))
  expect(wrong).toContain('boats.sell (signed-in) as reader: expected forbidden, got in')
  expect((await walk(boatsWith('signed-in'), { 'boats.sell': 'signed-in' })).wrong).toEqual([])
})

test('an endpoint that asks for another permission than it should, or one that nobody declares, is found', async () => {
  expect((await walk(boatsWith('boats.sink'))).got.keeper).toBe('forbidden')
  expect((await walk(boatsWith('boats.keep'), { 'boats.sell': 'signed-in' })).wrong).not.toEqual([])
})
