import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_PROFILES } from './built-in-profiles.ts'
import { mikrotikScript } from './mikrotik-script.ts'
import { otherScripts, ourEndOf } from './other-scripts.ts'
import type { ScriptFacts } from './script-facts.ts'

const FACTS: ScriptFacts = {
  name: 'KLM-1',
  routerOs: 7,
  secret: 'ABCDEF',
  servers: ['196.201.10.1', '196.201.10.2'],
  coaPort: 3799,
  timeZone: 'Africa/Nairobi',
  ntp: ['0.ke.pool.ntp.org', '1.ke.pool.ntp.org'],
  walledGarden: ['portal.isp.co.ke'],
  interface: 'bridge',
  pppoe: true,
  hotspot: true,
  tunnel: { kind: 'none' },
  api: null,
}
const TUNNEL = {
  kind: 'wireguard',
  address: '10.255.0.2',
  ours: '10.255.0.1',
  length: 20,
  endpoint: 'vpn.isp.co.ke:51820',
  ourPublicKey: 'OURS=',
  publicKey: 'THEIRS=',
  key: 'PRIVATE=',
} as const

describe('the paste for a MikroTik', () => {
  test('asks RADIUS at every address, listens to changes from those only, and counts by our interval', () => {
    const script = mikrotikScript(FACTS)
    expect(script).toContain(
      '/radius add service=ppp,hotspot,dhcp address=196.201.10.1 secret="ABCDEF" authentication-port=1812 accounting-port=1813 timeout=1s comment="kasi"',
    )
    expect(script.match(/^\/radius add /gm)).toHaveLength(2)
    expect(script).toContain('/radius incoming set accept=yes port=3799')
    expect(script).toContain('dst-port=3799 src-address=196.201.10.2')
    expect(script).toContain('/ppp aaa set use-radius=yes accounting=yes interim-update=300s')
    // Hotspots keep their own interval unless told to take ours.
    expect(script).toContain('radius-interim-update=received')
    expect(script).toContain('walled-garden ip add action=accept dst-host=portal.isp.co.ke')
  })

  test('speaks each version', () => {
    const seven = mikrotikScript(FACTS)
    const six = mikrotikScript({ ...FACTS, routerOs: 6 })
    expect(seven).toContain('/system ntp client servers add address=0.ke.pool.ntp.org')
    expect(six).toContain(
      '/system ntp client set enabled=yes server-dns-names=0.ke.pool.ntp.org,1.ke.pool.ntp.org',
    )
    expect(six).not.toContain('/system ntp client servers')
  })

  test('opens the tunnel and speaks to RADIUS through it', () => {
    const script = mikrotikScript({ ...FACTS, servers: ['10.255.0.1'], tunnel: TUNNEL })
    expect(script).toContain(
      '/interface wireguard add name=kasi listen-port=13231 private-key="PRIVATE="',
    )
    expect(script).toContain(
      'endpoint-address=vpn.isp.co.ke endpoint-port=51820 allowed-address=10.255.0.1/32 persistent-keepalive=25s',
    )
    expect(script).toContain('/ip address add address=10.255.0.2/20 interface=kasi')
    expect(script).toContain(
      'address=10.255.0.1 secret="ABCDEF" authentication-port=1812 accounting-port=1813 timeout=1s src-address=10.255.0.2',
    )
    expect(ourEndOf({ name: 'KLM-1', tunnel: TUNNEL })[0]?.text).toBe(
      '[Peer]\n# KLM-1\nPublicKey = THEIRS=\nAllowedIPs = 10.255.0.2/32\n',
    )
  })

  test('opens SSTP where there is no WireGuard, in the words of each version', () => {
    const tunnel = { ...TUNNEL, kind: 'sstp', endpoint: 'vpn.isp.co.ke:443' } as const
    expect(mikrotikScript({ ...FACTS, routerOs: 6, tunnel })).toContain(
      'connect-to=vpn.isp.co.ke:443 user="klm-1"',
    )
    expect(mikrotikScript({ ...FACTS, tunnel })).toContain(
      'connect-to=vpn.isp.co.ke port=443 user="klm-1"',
    )
    expect(ourEndOf({ name: 'KLM-1', tunnel })).toHaveLength(2)
  })

  test('leaves out what is not wanted', () => {
    const script = mikrotikScript({ ...FACTS, pppoe: false, hotspot: false })
    expect(script).not.toMatch(/pppoe|hotspot add|ppp aaa/)
    expect(script).not.toContain('/user')
  })

  test('removes everything that it makes before it makes it', () => {
    const script = mikrotikScript({
      ...FACTS,
      tunnel: TUNNEL,
      api: { name: 'kasi', password: 'p', port: 8729, tls: true },
    })
    const menus = [...script.matchAll(/^\s*(\/[a-z -]+?) add /gm)].map(([, menu = '']) => menu)
    expect(menus.length).toBeGreaterThan(8)
    for (const menu of new Set(menus)) {
      const removal = script.indexOf(`${menu} remove [find`)
      expect(removal, menu).toBeGreaterThan(-1)
      expect(removal, menu).toBeLessThan(script.indexOf(`${menu} add `))
    }
  })

  test('whatever staff typed stays inside its quotes or loses what a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (name, host, secret) => {
        const script = mikrotikScript({
          ...FACTS,
          name,
          secret,
          walledGarden: [host],
          servers: ['10.0.0.1'],
        })
        const usual = mikrotikScript({ ...FACTS, servers: ['10.0.0.1'] })
        // As many lines as ever: nothing typed begins one of its own.
        expect(script.split('\n')).toHaveLength(usual.split('\n').length)
        for (const line of script.split('\n').filter((text) => !text.startsWith('#'))) {
          const bare = line.replaceAll(/\\./g, '')
          expect((bare.match(/"/g) ?? []).length % 2, line).toBe(0)
        }
      }),
    )
  })
})

test('every other make has a piece of configuration with the secret, or is set up by clicking', () => {
  const clicked = ['mikrotik', 'ubiquiti', 'cambium-epmp', 'cambium-wifi', 'canopy']
  for (const { ref } of BUILT_IN_PROFILES) {
    const [snippet] = otherScripts(ref, FACTS)
    expect(snippet?.text.includes('ABCDEF') ?? false, ref).toBe(!clicked.includes(ref))
  }
})
