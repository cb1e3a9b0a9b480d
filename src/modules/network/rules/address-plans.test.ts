import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIp, parseIp } from '#kernel/ip.ts'
import { aroundOf, partIn, partsFrom } from './parts.ts'
import { cellsOf, planRanges } from './plan-ranges.ts'
import { blockOf, insideOf, leftWithoutPorts, portPlanScript, sharingOf } from './port-blocks.ts'
import { circleWith } from './uplinks.ts'

describe('ranges that were typed', () => {
  const plan = (
    texts: string[],
    kind: 'ipv4' | 'ipv6-delegated' = 'ipv4',
    partLength: number | null = null,
  ) => planRanges({ kind, texts, partLength, existing: [] })

  test('become whole parts', () => {
    expect(plan(['10.0.0.0/30', '10.1.0.5-10.1.0.9'])).toEqual({
      kind: 'ranges',
      ranges: [
        { first: '10.0.0.1', last: '10.0.0.2', partLength: 32, parts: 2n },
        { first: '10.1.0.5', last: '10.1.0.9', partLength: 32, parts: 5n },
      ],
    })
    expect(plan(['2c0f:fe38::/32'], 'ipv6-delegated')).toMatchObject({
      ranges: [{ first: '2c0f:fe38::', partLength: 56, parts: 2n ** 24n }],
    })
    // Ends that cut a prefix in two: only whole prefixes are given out.
    expect(plan(['2001:db8::1-2001:db8:0:2ff::'], 'ipv6-delegated')).toMatchObject({
      ranges: [{ first: '2001:db8:0:100::', parts: 1n }],
    })
  })

  test.each([
    [['10.0.0.0/30', 'ten'], 1, /Two ends/],
    [['10.0.0.0/24', '10.0.0.200-10.0.1.7'], 1, /Overlaps/],
    [['2001:db8::/32'], 0, /IPv4/],
    [['10.0.0.5-10.0.0.1'], 0, /Two ends/],
  ])('%j is wrong at %i', (texts, place, why) => {
    expect(plan(texts)).toMatchObject({ kind: 'no', place, why: expect.stringMatching(why) })
  })

  test('a prefix smaller than what is given out is refused', () => {
    expect(plan(['2001:db8::/60'], 'ipv6-delegated')).toMatchObject({
      kind: 'no',
      why: 'Smaller than one /56.',
    })
  })
})

describe('parts', () => {
  test('are counted on from any number, and are found again', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.constantFrom(['10.9.0.0', 32], ['2c0f::', 56], ['2c0f::', 64]),
        (number, [first, length]) => {
          const partLength = Number(length)
          const [part = ''] = partsFrom({ first: String(first), partLength }, BigInt(number), 1)
          const last =
            partLength === 32 ? '10.9.255.255' : '2c0f:ffff:ffff:ffff:ffff:ffff:ffff:ffff'
          expect(partIn({ first: String(first), last, partLength }, part)).toBe(part)
        },
      ),
    )
  })

  test('are looked for around an address by every length that is given out', () => {
    expect(aroundOf('102.68.1.1')).toEqual(['102.68.1.1'])
    expect(aroundOf('2c0f:fe38:1:2ff::9')).toContain('2c0f:fe38:1:200::/56')
    expect(aroundOf('2c0f:fe38:1:2ff::9')).toContain('2c0f:fe38:1:2ff::/64')
  })

  test('are drawn in at most so many cells, which hold all of them', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 2n ** 24n), (parts) => {
        const { perCell, cells } = cellsOf(
          { family: 4, first: 0x0a000000n, partLength: 32, parts },
          256,
        )
        expect(cells.length).toBeLessThanOrEqual(256)
        expect(cells.reduce((sum, cell) => sum + cell.parts, 0n)).toBe(parts)
        expect(cells.every((cell) => cell.parts <= perCell)).toBe(true)
      }),
    )
  })
})

const PLAN = {
  insideFirst: '100.64.0.0',
  insideLast: '100.64.0.255',
  outsideFirst: '102.68.10.8',
  outsideLast: '102.68.10.15',
  firstPort: 1024,
  ports: 2016,
}

describe('port blocks', () => {
  test('as in the plan', () => {
    expect(sharingOf(PLAN)).toBe(32)
    expect(leftWithoutPorts(PLAN)).toBe(0n)
    expect(leftWithoutPorts({ ...PLAN, outsideLast: '102.68.10.14' })).toBe(32n)
    expect(blockOf(PLAN, '100.64.0.0')).toEqual({
      outside: '102.68.10.8',
      firstPort: 1024,
      lastPort: 3039,
    })
    expect(blockOf(PLAN, '100.64.0.33')).toEqual({
      outside: '102.68.10.9',
      firstPort: 3040,
      lastPort: 5055,
    })
    expect(blockOf(PLAN, '100.64.1.0')).toBeUndefined()
    expect(insideOf(PLAN, '102.68.10.9', 5055)).toMatchObject({ inside: '100.64.0.33' })
    expect(insideOf(PLAN, '102.68.10.9', 80)).toBeUndefined()
    expect(insideOf(PLAN, '102.68.10.9', 65_535)).toMatchObject({ inside: '100.64.0.63' })
  })

  test('a port leads back to exactly the address whose block it is in', () => {
    const anyPlan = fc.record({
      count: fc.integer({ min: 1, max: 600 }),
      firstPort: fc.integer({ min: 1024, max: 40_000 }),
      ports: fc.integer({ min: 64, max: 20_000 }),
      place: fc.nat(599),
      port: fc.nat(),
    })
    fc.assert(
      fc.property(anyPlan, ({ count, firstPort, ports, place, port }) => {
        const at = (from: string, more: number) =>
          formatIp({ family: 4, value: (parseIp(from)?.value ?? 0n) + BigInt(more) })
        const plan = {
          insideFirst: '100.64.0.0',
          insideLast: at('100.64.0.0', count - 1),
          outsideFirst: '102.68.0.0',
          outsideLast: '102.68.255.255',
          firstPort,
          ports,
        }
        const inside = at('100.64.0.0', place % count)
        const block = blockOf(plan, inside) ?? expect.fail('it is in the plan')
        const one = block.firstPort + (port % ports)
        expect(one).toBeLessThanOrEqual(65_535)
        expect(insideOf(plan, block.outside, one)).toEqual({ ...block, inside })
      }),
    )
  })

  test('are written for RouterOS with one jump for each public address', () => {
    const script = portPlanScript({ ...PLAN, name: 'Nairobi "1"' })
    expect(script).not.toContain('"1"')
    expect(script.match(/^\$kasiPorts /gm)).toHaveLength(8)
    expect(script).toContain(
      '$kasiPorts count=32 inside=100.64.0.32 outside=102.68.10.9 first=1024 ports=2016',
    )
  })
})

describe('uplinks', () => {
  const links = [
    { siteId: 'b', towardsSiteId: 'a' },
    { siteId: 'c', towardsSiteId: 'b' },
    { siteId: 'a', towardsSiteId: null },
  ]
  test.each([
    ['to a provider', { siteId: 'd', towardsSiteId: null }, []],
    ['to a leaf', { siteId: 'd', towardsSiteId: 'c' }, []],
    ['back down', { siteId: 'a', towardsSiteId: 'c' }, ['a', 'c', 'b']],
    ['elsewhere instead', { siteId: 'c', towardsSiteId: 'a' }, []],
  ])('%s', (_, wanted, circle) => expect(circleWith(links, wanted)).toEqual(circle))
})
