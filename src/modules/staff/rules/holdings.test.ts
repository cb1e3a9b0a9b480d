import { expect, test } from 'vitest'
import fc from 'fast-check'
import {
  beyond,
  EVERYTHING,
  expand,
  holdingsOf,
  outlasting,
  reachOf,
  type HeldRole,
} from './holdings.ts'

const now = Temporal.Instant.from('2026-11-20T15:00:00Z')
const catalogue = new Map(['a.read', 'a.write', 'b.read', 'b.write'].map((name) => [name, name]))
const role = (given: Partial<HeldRole>): HeldRole => ({
  permissions: [],
  requiresMfa: false,
  siteIds: null,
  until: null,
  ...given,
})

test('everything is what there is today; what no room declares any more is dropped', () => {
  expect(expand(['*'], catalogue)).toEqual([...catalogue.keys()])
  expect(expand(['a.read', 'gone.read'], catalogue)).toEqual(['a.read'])
})

test('a permission reaches the sites of the roles that give it, and not those of others', () => {
  const holdings = holdingsOf(
    [
      role({ permissions: ['a.write'], siteIds: ['karen'] }),
      role({ permissions: ['a.read', 'a.write'], siteIds: ['kilimani'] }),
      role({ permissions: ['b.read'] }),
    ],
    catalogue,
    now,
  )
  expect(holdings.sites).toBe('all')
  expect(reachOf(holdings, 'b.read')).toBe('all')
  expect(reachOf(holdings, 'a.write')).toEqual(['karen', 'kilimani'])
  expect(reachOf(holdings, 'a.read')).toEqual(['kilimani'])
  expect(reachOf(holdings, 'b.write')).toEqual([])
})

test('a role ends at its instant, with its permissions and its demand for a second factor', () => {
  const roles = [role({ permissions: ['a.read'], requiresMfa: true, until: now })]
  expect(holdingsOf(roles, catalogue, now.subtract({ milliseconds: 1 }))).toMatchObject({
    requiresMfa: true,
  })
  const after = holdingsOf(roles, catalogue, now)
  expect([...after.permissions]).toEqual([])
  expect(after.requiresMfa).toBe(false)
  expect(after.sites).toEqual([])
})

test.each<[string, HeldRole, HeldRole, string | undefined]>([
  ['the same', role({ permissions: ['a.read'] }), role({ permissions: ['a.read'] }), undefined],
  [
    'more',
    role({ permissions: ['a.read', 'b.read'] }),
    role({ permissions: ['a.read'] }),
    'b.read',
  ],
  [
    'wider',
    role({ permissions: ['a.read'] }),
    role({ permissions: ['a.read'], siteIds: ['karen'] }),
    'a.read',
  ],
  [
    'narrower',
    role({ permissions: ['a.read'], siteIds: ['karen'] }),
    role({ permissions: ['a.read'] }),
    undefined,
  ],
  [
    'elsewhere',
    role({ permissions: ['a.read'], siteIds: ['karen'] }),
    role({ permissions: ['a.read'], siteIds: ['ruiru'] }),
    'a.read',
  ],
  ['everything', role({ permissions: ['*'] }), role({ permissions: ['a.read'] }), EVERYTHING],
])('giving %s', (_, given, giver, missing) => {
  const of = (one: HeldRole) => holdingsOf([one], catalogue, now)
  expect(beyond(of(given), of(giver))).toBe(missing)
})

const roles = fc.array(
  fc.record({
    permissions: fc.subarray([...catalogue.keys()]),
    requiresMfa: fc.boolean(),
    siteIds: fc.option(fc.subarray(['karen', 'ruiru', 'thika'], { minLength: 1 })),
    until: fc.constant(null),
  }),
  { maxLength: 4 },
)

test('nobody is beyond themselves, and whoever has a role more is never below', () => {
  fc.assert(
    fc.property(roles, roles, (some, more) => {
      const less = holdingsOf(some, catalogue, now)
      const both = holdingsOf([...some, ...more], catalogue, now)
      expect(beyond(less, less)).toBeUndefined()
      expect(beyond(less, both)).toBeUndefined()
    }),
  )
})

test('whoever holds each single permission is no owner for that', () => {
  const owner = holdingsOf([role({ permissions: [EVERYTHING] })], catalogue, now)
  const deputy = holdingsOf([role({ permissions: [...catalogue.keys()] })], catalogue, now)
  expect(beyond(owner, deputy)).toBe(EVERYTHING)
  expect(beyond(deputy, owner)).toBeUndefined()
  expect(beyond(owner, owner)).toBeUndefined()
})

test('nobody gives for longer than they hold', () => {
  const at = (days: number) => now.add({ hours: 24 * days })
  const held = [
    role({ permissions: ['a.read'] }),
    role({ permissions: ['b.read', 'b.write'], until: at(2) }),
  ]
  const given = (permission: string, until: Temporal.Instant | null) =>
    outlasting([role({ permissions: [permission], until })], held, catalogue, now)
  expect(given('a.read', null)).toBeUndefined()
  expect(given('b.read', null)).toBe('b.read')
  expect(given('b.read', at(3))).toBe('b.read')
  expect(given('b.read', at(2))).toBeUndefined()
})
