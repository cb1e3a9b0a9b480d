import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dictionary } from '#radius/dictionary/load.ts'
import type { Allowance, Purpose, VendorProfile } from '../contract.ts'
import { BUILT_IN_PROFILES, builtInProfile } from './built-in-profiles.ts'
import { FACTS } from './facts.ts'
import { changeNeeds, problemsOf, renderProfile } from './render-profile.ts'

const isKnown = (name: string) => dictionary().named.has(name)
const HOME_20: Allowance = { rate: { down_bps: 20_000_000, up_bps: 5_000_000 } }

function said(ref: string, allowance: Allowance, purpose: Purpose = 'accept') {
  const profile = builtInProfile(ref) ?? expect.fail(`no profile ${ref}`)
  return renderProfile(profile, allowance, purpose).map(
    ({ name, value, tag }) => `${name}${tag === undefined ? '' : `:${tag}`} = ${value}`,
  )
}

describe('20 down and 5 up is said', () => {
  test.each([
    // MikroTik: what the router receives comes first, which is the upload.
    ['mikrotik', ['Mikrotik-Rate-Limit = 5M/20M']],
    ['coovachilli', ['WISPr-Bandwidth-Max-Up = 5000000', 'WISPr-Bandwidth-Max-Down = 20000000']],
    // accel-ppp: download first, plain kbit/s.
    ['accel-ppp', ['Filter-Id = 20000/5000']],
    ['wispr', ['WISPr-Bandwidth-Max-Up = 5000000', 'WISPr-Bandwidth-Max-Down = 20000000']],
    ['ubiquiti', ['WISPr-Bandwidth-Max-Up = 5000000', 'WISPr-Bandwidth-Max-Down = 20000000']],
    [
      'cisco',
      [
        'Cisco-AVPair = lcp:interface-config=rate-limit input 5000000 937500 1875000 conform-action transmit exceed-action drop',
        'Cisco-AVPair = lcp:interface-config=rate-limit output 20000000 3750000 7500000 conform-action transmit exceed-action drop',
      ],
    ],
    ['juniper', []],
    [
      'huawei',
      [
        'Huawei-Input-Average-Rate = 5000000',
        'Huawei-Output-Average-Rate = 20000000',
        'Huawei-Input-Peak-Rate = 5000000',
        'Huawei-Output-Peak-Rate = 20000000',
      ],
    ],
    [
      'cambium-epmp',
      ['Cambium-ePMP-Max-Burst-Uplink-Rate = 5000', 'Cambium-ePMP-Max-Burst-Downlink-Rate = 20000'],
    ],
    ['cambium-wifi', ['WISPr-Bandwidth-Max-Up = 5000000', 'WISPr-Bandwidth-Max-Down = 20000000']],
    [
      'canopy',
      [
        'Motorola-Canopy-ULBR = 5000',
        'Motorola-Canopy-DLBR = 20000',
        'Motorola-Canopy-ULBL = 5000',
        'Motorola-Canopy-DLBL = 20000',
      ],
    ],
    ['zte', ['ZTE-Rate-Ctrl-SCR-Down = 20000', 'ZTE-Rate-Ctrl-SCR-Up = 5000']],
    [
      'nokia',
      [
        'Alc-Subscriber-QoS-Override = i:q:1:pir=5000',
        'Alc-Subscriber-QoS-Override = e:q:1:pir=20000',
      ],
    ],
  ])('to %s as %j', (ref, expected) => {
    expect(said(ref, HOME_20)).toEqual(expected)
  })

  test('to Juniper as a service with both, download first', () => {
    expect(said('juniper', { ...HOME_20, routerProfile: 'home' })).toEqual([
      'ERX-Service-Activate:1 = home(20000000,5000000)',
    ])
  })

  test('to Cisco by the name of its policies, in a change, too', () => {
    const policies = [
      'Cisco-AVPair = ip:sub-qos-policy-in=home-in',
      'Cisco-AVPair = ip:sub-qos-policy-out=home-out',
    ]
    expect(said('cisco', { ...HOME_20, routerProfile: 'home' })).toEqual(policies)
    expect(said('cisco', { ...HOME_20, routerProfile: 'home' }, 'coa')).toEqual(policies)
    expect(said('cisco', HOME_20, 'coa')).toEqual([])
  })
})

describe('Mikrotik-Rate-Limit', () => {
  const rate = { down_bps: 20_000_000, up_bps: 5_000_000 }
  const burst = { rate: { down_bps: 30_000_000, up_bps: 8_000_000 }, down_s: 16, up_s: 12 }
  const guaranteed = { down_bps: 4_000_000, up_bps: 1_000_000 }
  test.each<[string, Allowance]>([
    ['5M/20M', { rate }],
    ['64k/1500k', { rate: { down_bps: 1_500_000, up_bps: 64_000 } }],
    ['1234567/1000000M', { rate: { down_bps: 1_000_000_000_000, up_bps: 1_234_567 } }],
    ['5M/20M 8M/30M 5M/20M 12/16', { rate, burst }],
    [
      '5M/20M 8M/30M 4M/16M 12/16',
      { rate, burst: { ...burst, threshold: { down_bps: 16_000_000, up_bps: 4_000_000 } } },
    ],
    ['5M/20M 0/0 0/0 0/0 1', { rate, priority: 1 }],
    ['5M/20M 0/0 0/0 0/0 8 1M/4M', { rate, guaranteed }],
    ['5M/20M 8M/30M 5M/20M 12/16 3 1M/4M', { rate, burst, priority: 3, guaranteed }],
    // More guaranteed than allowed would make RouterOS refuse the session.
    [
      '5M/20M 0/0 0/0 0/0 8 5M/4M',
      { rate, guaranteed: { down_bps: 4_000_000, up_bps: 9_000_000 } },
    ],
  ])('%s', (expected, allowance) => {
    expect(said('mikrotik', allowance)).toEqual([`Mikrotik-Rate-Limit = ${expected}`])
  })
})

describe('what else a router is told', () => {
  test('a fixed address leaves the pool out; routes are one attribute each', () => {
    expect(
      said('mikrotik', {
        ipv4: '196.201.10.9',
        pool: 'home',
        routes: ['192.168.8.0/24 196.201.10.9 1', '192.168.9.0/24 196.201.10.9 1'],
        delegatedPrefix: '2c0f:fe38:1::/56',
        delegatedPool: 'v6-home',
        dns: ['1.1.1.1', '2606:4700:4700::1111', '9.9.9.9'],
      }),
    ).toEqual([
      'Framed-IP-Address = 196.201.10.9',
      'Framed-Route = 192.168.8.0/24 196.201.10.9 1',
      'Framed-Route = 192.168.9.0/24 196.201.10.9 1',
      'Delegated-IPv6-Prefix = 2c0f:fe38:1::/56',
      'MS-Primary-DNS-Server = 1.1.1.1',
      'MS-Secondary-DNS-Server = 9.9.9.9',
      'DNS-Server-IPv6-Address = 2606:4700:4700::1111',
    ])
  })

  test('a VLAN is three attributes of one tag, or none', () => {
    expect(said('wispr', { vlan: 30 })).toEqual([
      'Tunnel-Type:1 = 13',
      'Tunnel-Medium-Type:1 = 6',
      'Tunnel-Private-Group-Id:1 = 30',
    ])
    expect(said('wispr', {})).toEqual([])
  })

  test('a quota is split where the make counts in 32 bits, upload where the router receives', () => {
    const quota = { up: 1_000n, down: 10_000_000_000n }
    expect(said('mikrotik', { quota })).toEqual([
      'Mikrotik-Recv-Limit = 1000',
      'Mikrotik-Recv-Limit-Gigawords = 0',
      'Mikrotik-Xmit-Limit = 1410065408',
      'Mikrotik-Xmit-Limit-Gigawords = 2',
    ])
    // CoovaChilli has no upper half here: the session ends at what 32 bits hold, and the next one goes on.
    expect(said('coovachilli', { quota })).toContain('ChilliSpot-Max-Output-Octets = 4294967295')
  })

  test('a speed beyond 32 bits is as fast as they can say', () => {
    const fast = { rate: { down_bps: 10_000_000_000, up_bps: 10_000_000_000 } }
    expect(said('wispr', fast)).toContain('WISPr-Bandwidth-Max-Down = 4294967295')
  })

  test('a change of a session of CoovaChilli says everything again', () => {
    const whole: Allowance = { ...HOME_20, session_s: 600, idle_s: 60, interim_s: 300, class: 'c' }
    expect(said('coovachilli', whole, 'coa').toSorted()).toEqual(
      said('coovachilli', whole).toSorted(),
    )
  })

  test('accel-ppp hears of Class at the beginning only', () => {
    expect(said('accel-ppp', { ...HOME_20, class: 'c' }, 'coa')).toEqual(['Filter-Id = 20000/5000'])
  })
})

const bps = fc.integer({ min: 1, max: 1_000_000_000_000 })
const rate = fc.record({ down_bps: bps, up_bps: bps })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const seconds = fc.integer({ min: 1, max: 4_294_967_295 })
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
const volume = maybe(fc.bigInt(0n, 2n ** 62n))
const anyAllowance: fc.Arbitrary<Allowance> = fc.record({
  rate: maybe(rate),
  burst: maybe(fc.record({ rate, threshold: maybe(rate), down_s: seconds, up_s: seconds })),
  guaranteed: maybe(rate),
  priority: maybe(fc.integer({ min: 1, max: 8 })),
  session_s: maybe(seconds),
  idle_s: maybe(seconds),
  interim_s: maybe(seconds),
  quota: maybe(fc.record({ down: volume, up: volume, total: volume })),
  pool: maybe(word),
  ipv4: maybe(fc.ipV4()),
  routes: maybe(fc.array(word, { maxLength: 3 })),
  vlan: maybe(fc.integer({ min: 1, max: 4094 })),
  addressList: maybe(word),
  routerProfile: maybe(word),
  class: maybe(word),
})

describe('whatever the allowance', () => {
  test('MikroTik is told the upload first, and reading it back gives the same speeds', () => {
    const units = { '': 1, k: 1_000, M: 1_000_000 }
    fc.assert(
      fc.property(anyAllowance, (allowance) => {
        const [limit = ''] = said('mikrotik', allowance).flatMap(
          (text) => /^Mikrotik-Rate-Limit = (.*)$/.exec(text)?.[1] ?? [],
        )
        expect(limit === '').toBe(allowance.rate === undefined)
        if (!allowance.rate) return
        const [rx, tx] = (limit.split(' ')[0] ?? '').split('/').map((text) => {
          const [, digits = '', unit = ''] = /^(\d+)([kM]?)$/.exec(text) ?? expect.fail(text)
          return Number(digits) * units[unit as keyof typeof units]
        })
        expect({ up_bps: rx, down_bps: tx }).toEqual(allowance.rate)
        const [, , , , , least] = limit.split(' ')
        expect(least !== undefined).toBe(allowance.guaranteed !== undefined)
      }),
    )
  })

  test('every attribute has a name of the dictionary and a value that fits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BUILT_IN_PROFILES),
        anyAllowance,
        fc.constantFrom<Purpose[]>('accept', 'coa'),
        (profile, allowance, purpose) => {
          for (const { name, value } of renderProfile(profile, allowance, purpose)) {
            expect(isKnown(name)).toBe(true)
            if (typeof value === 'number') {
              expect(Number.isInteger(value) && value >= 0 && value <= 4_294_967_295).toBe(true)
            } else expect(Buffer.byteLength(value)).toBeLessThanOrEqual(247)
            expect(String(value)).not.toMatch(/undefined|NaN|[{}]/)
          }
          expect(problemsOf(profile, { allowance, isKnown })).toEqual([])
        },
      ),
    )
  })

  test('nobody gets less than they bought where a router counts in thousands', () => {
    fc.assert(
      fc.property(rate, (bought) => {
        const [text = ''] = said('accel-ppp', { rate: bought })
        const [down, up] = text.replace('Filter-Id = ', '').split('/').map(Number)
        expect(down).toBe(Math.ceil(bought.down_bps / 1000))
        expect(up).toBe(Math.ceil(bought.up_bps / 1000))
      }),
    )
  })

  test('what stays the same needs nothing, and what a change carries is in its attributes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BUILT_IN_PROFILES),
        anyAllowance,
        anyAllowance,
        (profile, before, after) => {
          expect(changeNeeds(profile, before, before)).toBe('nothing')
          if (changeNeeds(profile, before, after) !== 'coa') return
          expect(profile.changes).toBe('coa')
          expect(renderProfile(profile, after, 'coa')).not.toEqual([])
        },
      ),
    )
  })
})

describe('a live session', () => {
  const slow: Allowance = { rate: { down_bps: 2_000_000, up_bps: 1_000_000 } }
  test.each<[string, string, Allowance, Allowance, string]>([
    ['another speed', 'mikrotik', HOME_20, slow, 'coa'],
    ['another speed where CoA is refused', 'wispr', HOME_20, slow, 'new-session'],
    [
      'another address',
      'mikrotik',
      { ...HOME_20, ipv4: '10.0.0.1' },
      { ...HOME_20, ipv4: '10.0.0.2' },
      'new-session',
    ],
    [
      'an address list',
      'mikrotik',
      HOME_20,
      { ...HOME_20, addressList: 'kasi-unpaid' },
      'new-session',
    ],
    ['no limit any more', 'mikrotik', HOME_20, {}, 'new-session'],
    [
      'another time to end',
      'mikrotik',
      { ...HOME_20, session_s: 60 },
      { ...HOME_20, session_s: 50 },
      'nothing',
    ],
    ['another speed by interface', 'cisco', HOME_20, slow, 'new-session'],
    ['another policy', 'cisco', { routerProfile: 'a' }, { routerProfile: 'b' }, 'coa'],
  ])('with %s on %s', (_, ref, before, after, expected) => {
    const profile = builtInProfile(ref) ?? expect.fail(ref)
    expect(changeNeeds(profile, before, after)).toBe(expected)
  })
})

describe('a profile that somebody wrote', () => {
  const line = { on: ['accept' as const], as: 'text' as const, tag: null, when: null, unless: null }
  const lines = (...given: Partial<VendorProfile['lines'][number]>[]) => ({
    lines: given.map((one) => ({ attribute: 'Filter-Id', value: 'x', ...line, ...one })),
  })
  test.each([
    ['unknown-fact', lines({ value: '{speed}' }), {}],
    ['unknown-fact', lines({ when: 'speed' }), {}],
    ['unknown-attribute', lines({ attribute: 'Mikrotik-Rate-Limits' }), {}],
    ['not-a-number', lines({ as: 'integer', value: '{pool}' }), { pool: 'home' }],
    ['too-long', lines({ value: `${'x'.repeat(240)}{pool}` }), { pool: 'home-sweet-home' }],
    ['two-lists', lines({ value: '{route}{dns6}' }), { routes: ['a'], dns: ['::1'] }],
  ])('%s', (kind, profile, allowance) => {
    expect(problemsOf(profile, { allowance, isKnown })).toMatchObject([{ line: 0, kind }])
  })

  test('says literal text, mixes text and facts, and keeps to its conditions', () => {
    const profile = lines(
      { value: 'always' },
      { value: 'up {up_kbps} down {down_kbps}' },
      { value: 'slow', when: 'rate_unknown' },
      { value: 'no vlan', unless: 'vlan' },
    )
    expect(renderProfile(profile, HOME_20, 'accept').map(({ value }) => value)).toEqual([
      'always',
      'up 5000 down 20000',
      'no vlan',
    ])
    expect(renderProfile(profile, HOME_20, 'coa')).toEqual([])
  })

  test('names of facts tell their unit or need none', () => {
    for (const name of Object.keys(FACTS)) {
      if (/rate|down|up_/.test(name)) expect(name).toMatch(/_(bps|kbps|bytes|low|high)$|mikrotik/)
    }
  })
})
