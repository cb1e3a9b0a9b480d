import type { Client } from '#kernel/client.ts'
import { must } from '#kernel/assert.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import {
  addDevice,
  addLink,
  addNas,
  addPool,
  addPortPlan,
  listDevices,
  listLinks,
  listNas,
  listPools,
  listPortPlans,
  reserveAddress,
} from '#modules/network/contract.ts'
import { changeSetting, listSites, readSettings } from '#modules/organization/contract.ts'
import type { DemoRecord } from './record.ts'

type NewNas = Omit<InputOf<typeof addNas>, 'siteId'> & { site: string }

const MIKROTIK = {
  address: null,
  behindNat: false,
  tunnel: 'none',
  profile: 'mikrotik',
  messageAuthenticator: 'auto',
  coaWay: 'direct',
  coaPort: 3799,
  swapOctets: false,
  sessionsMax: null,
  routerOs: 7,
  apiPort: null,
  apiTls: true,
  notes: '',
} as const satisfies Partial<NewNas>

const BEHIND_NAT = { ...MIKROTIK, behindNat: true, coaWay: 'tunnel' } as const

/** The router on this very machine, for the simulator and for whoever wants to try with radclient. */
const HERE = { name: 'SIM-1', address: '127.0.0.1', secret: 'acacia-drinks-the-rain' }
const LOGIN = { name: 'kasi', password: 'the-back-door-of-the-acacia' }
/** Further ones of the simulated town; other addresses of this machine are other routers. */
const KAREN = { name: 'SIM-2', address: '127.0.0.2', secret: 'baobab-waits-for-november' }
const THIKA = { name: 'SIM-3', address: '127.0.0.3', secret: 'heron-stands-in-the-dam' }

type SimRecord = DemoRecord['routers'][number] & { readonly coaPort: number }

/** Those of the simulated town, with the sites where they stand. */
function simulated({ changes, api }: DemoRecord['ports']): [SimRecord, site: string][] {
  return [
    [{ ...HERE, coaPort: changes, api: { port: api, ...LOGIN } }, 'NBO-HQ'],
    [{ ...KAREN, coaPort: changes }, 'NBO-KRN'],
    [{ ...THIKA, coaPort: changes }, 'KBU-THK'],
  ]
}

/** Addresses of RFC 5737 and 2544: nobody's on the internet. */
const ROUTERS: readonly NewNas[] = [
  { ...MIKROTIK, name: 'NBO-CORE-1', site: 'NBO-HQ', address: '198.18.0.1', apiPort: 8729 },
  { ...BEHIND_NAT, name: 'KRN-1', site: 'NBO-KRN', tunnel: 'wireguard' },
  { ...BEHIND_NAT, name: 'NGG-1', site: 'KJD-NGG', tunnel: 'sstp', routerOs: 6 },
  {
    ...MIKROTIK,
    name: 'THK-1',
    site: 'KBU-THK',
    address: '198.18.4.1',
    profile: 'accel-ppp',
    routerOs: null,
  },
]

function asNas({ api, ...facts }: SimRecord, site: string): NewNas {
  const login = api && { name: api.name, password: api.password }
  return {
    ...{ ...MIKROTIK, ...facts, site, notes: 'Simulated on this machine.' },
    ...(api && { apiPort: api.port, apiTls: false, apiLogin: login }),
  }
}

const POOL = { chosenBy: 'kasi', siteId: null, nasId: null, notes: '', partLength: null } as const
const DNS = ['1.1.1.1', '9.9.9.9']
const POOLS: readonly InputOf<typeof addPool>[] = [
  {
    ...POOL,
    name: 'home',
    kind: 'ipv4',
    accesses: ['pppoe', 'ipoe', 'vpn'],
    ranges: ['100.64.0.0/21'],
    dns: DNS,
    notes: 'Behind the port blocks.',
  },
  {
    ...POOL,
    name: 'business',
    kind: 'ipv4',
    automatic: false,
    ranges: ['198.51.100.0/24'],
    dns: DNS,
    notes: 'Public, one for each.',
  },
  {
    ...POOL,
    name: 'home-v6',
    kind: 'ipv6-delegated',
    accesses: ['pppoe', 'ipoe'],
    ranges: ['2001:db8:4000::/36'],
    dns: ['2606:4700:4700::1111'],
  },
  {
    ...POOL,
    name: 'hotspot',
    kind: 'ipv4',
    chosenBy: 'router',
    accesses: ['hotspot'],
    ranges: ['10.5.48.0/22'],
    dns: DNS,
  },
]

/** Who hangs on whom, by codes of sites; null is the provider. */
const LINKS: readonly (Omit<InputOf<typeof addLink>, 'siteId' | 'towardsSiteId'> & {
  site: string
  towards: string | null
})[] = [
  link('Liquid 2G', 'NBO-HQ', null, 'fibre', 2_000_000_000),
  {
    ...link('Safaricom 500M', 'NBO-HQ', null, 'fibre', 500_000_000),
    role: 'backup',
    provider: 'Safaricom',
  },
  link('HQ–Karen', 'NBO-KRN', 'NBO-HQ', 'radio', 600_000_000),
  link('Karen–Ngong', 'KJD-NGG', 'NBO-KRN', 'radio', 300_000_000),
  link('HQ–Ruiru', 'KBU-RRU', 'NBO-HQ', 'fibre', 1_000_000_000),
  link('Ruiru–Thika', 'KBU-THK', 'KBU-RRU', 'fibre', 1_000_000_000),
  link('Nakuru 500M', 'NKU-POP', null, 'fibre', 500_000_000),
  link('Nakuru–Eldoret', 'UGS-ELD', 'NKU-POP', 'fibre', 300_000_000),
]

function link(
  name: string,
  site: string,
  towards: string | null,
  medium: 'fibre' | 'radio',
  bps: number,
) {
  return {
    ...{ name, site, towards, medium },
    provider: towards === null ? 'Liquid' : null,
    role: 'primary' as const,
    capacity: { down_bps: bps, up_bps: bps },
    notes: '',
  }
}

/** Routers, pools, links: what the ISP owns. Looks first at what is there, as every step of the demo. */
export async function layNetwork(
  owner: Client,
  record: Pick<DemoRecord, 'ports' | 'routers'>,
): Promise<void> {
  const { items } = await owner.call(listSites, { limit: 200 })
  const sites = new Map(items.map((site) => [site.code, site.id]))
  const siteOf = (code: string) => must(sites.get(code), `the demo has the site ${code}`)
  await chooseAddresses(owner)
  const town = simulated(record.ports)
  await addRouters(
    owner,
    [...town.map(([router, site]) => asNas(router, site)), ...ROUTERS],
    siteOf,
  )
  record.routers = town.map(([router]) => router)
  await addPools(owner)
  await addLinks(owner, siteOf)
}

async function chooseAddresses(owner: Client) {
  const { settings } = await owner.call(readSettings, {})
  const choose = async (key: string, value: string | string[] | number) => {
    const version = settings.find((setting) => setting.key === key)?.version ?? 0
    if (version === 0) await owner.call(changeSetting, { key, value, version })
  }
  await choose('network.radius-addresses', ['127.0.0.1'])
  await choose('network.tunnel-endpoint', 'vpn.savanna.example:51820')
  await choose('network.tunnel-public-key', 'c2F2YW5uYS1uZXQtZGVtby1vbmx5LW5vdC1hLWtleSE=')
  await choose('network.sstp-endpoint', 'vpn.savanna.example:443')
  await choose('network.walled-garden', ['portal.savanna.example'])
  // So that speeds and usage move while somebody looks.
  await choose('access.interim-seconds', 120)
}

async function addRouters(
  owner: Client,
  routers: readonly NewNas[],
  siteOf: (code: string) => string,
) {
  const { items } = await owner.call(listNas, { state: 'all', limit: 200 })
  const there = new Set(items.map(({ name }) => name))
  for (const { site, ...router } of routers) {
    if (!there.has(router.name)) await owner.call(addNas, { ...router, siteId: siteOf(site) })
  }
}

async function addPools(owner: Client) {
  const { items } = await owner.call(listPools, {})
  for (const pool of POOLS) {
    const there = items.find(({ name }) => name === pool.name)
    const { id, ranges, reserved } = there ?? (await owner.call(addPool, pool))
    const [range] = ranges
    if (pool.name === 'business' && range && reserved === 0) {
      const part = { poolId: id, part: range.first, note: 'The router itself' }
      await owner.call(reserveAddress, part)
    }
  }
  const { items: plans } = await owner.call(listPortPlans, {})
  if (plans.length > 0) return
  const { items: routers } = await owner.call(listNas, { q: 'NBO-CORE-1' })
  await owner.call(addPortPlan, {
    name: 'Homes in Nairobi',
    nasId: must(routers[0], 'it was just added').id,
    inside: '100.64.0.0/21',
    outside: '203.0.113.0-203.0.113.63',
    firstPort: 1024,
    ports: 2016,
  })
}

async function addLinks(owner: Client, siteOf: (code: string) => string) {
  const { items } = await owner.call(listLinks, {})
  for (const { site, towards, ...uplink } of LINKS) {
    if (items.some(({ name }) => name === uplink.name)) continue
    const towardsSiteId = towards === null ? null : siteOf(towards)
    await owner.call(addLink, { ...uplink, siteId: siteOf(site), towardsSiteId })
  }
  const { items: devices } = await owner.call(listDevices, {})
  const there = new Set(devices.map(({ name }) => name))
  const radio = { kind: 'radio', make: 'Ubiquiti', model: 'airFiber 5XHD', serial: '' } as const
  const nothing = { address: null, nasId: null, linkId: null }
  for (const [name, site] of [
    ['HQ-AF5-1', 'NBO-HQ'],
    ['KRN-AF5-1', 'NBO-KRN'],
    ['KRN-AF5-2', 'NBO-KRN'],
    ['NGG-AF5-1', 'KJD-NGG'],
  ] as const) {
    if (there.has(name)) continue
    const capacity_bps = 600_000_000
    await owner.call(addDevice, { ...radio, ...nothing, name, siteId: siteOf(site), capacity_bps })
  }
}
