import { z } from 'zod'
import { parsePrefix } from '#kernel/ip.ts'
import { defineSetting } from '#platform/settings.ts'

const PERMISSION = 'network.change'
const host = z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'A name or an address.')

export const radiusAddresses = defineSetting({
  key: 'network.radius-addresses',
  schema: z.array(host).max(4),
  default: [],
  sentence: {
    en: 'Addresses at which routers reach our RADIUS over the internet, the first choice first. Routers in a tunnel use its end instead.',
    sw: 'Anwani ambazo ruta hufikia RADIUS yetu kupitia mtandao, ya kwanza ikiwa ya kipaumbele. Ruta zilizo ndani ya handaki hutumia ncha ya handaki badala yake.',
  },
  permission: PERMISSION,
})

export const tunnelNetwork = defineSetting({
  key: 'network.tunnel-network',
  schema: z.string().refine((given) => {
    const prefix = parsePrefix(given)
    return prefix !== undefined && prefix.family === 4 && prefix.length <= 28
  }, 'A network of IPv4 with at least 16 addresses, such as 10.255.0.0/20.'),
  default: '10.255.0.0/20',
  sentence: {
    en: 'The network inside our tunnels: its first address is our end, routers get the others.',
    sw: 'Mtandao ndani ya mahandaki yetu: anwani ya kwanza ni ncha yetu, ruta hupata zilizobaki.',
  },
  permission: PERMISSION,
})

export const tunnelEndpoint = defineSetting({
  key: 'network.tunnel-endpoint',
  schema: z
    .string()
    .regex(/^$|^[A-Za-z0-9._-]{1,253}:\d{2,5}$/, 'A host and a port: vpn.isp.co.ke:51820.'),
  default: '',
  sentence: {
    en: 'Where routers behind NAT reach our WireGuard, as host and port. Empty: there is none.',
    sw: 'Mahali ambapo ruta zilizo nyuma ya NAT hufikia WireGuard yetu, seva na bandari. Ikiwa tupu: hakuna.',
  },
  permission: PERMISSION,
})

export const tunnelPublicKey = defineSetting({
  key: 'network.tunnel-public-key',
  schema: z
    .string()
    .regex(/^$|^[A-Za-z0-9+/]{43}=$/, 'A WireGuard public key: 44 characters, the last one =.'),
  default: '',
  sentence: {
    en: 'The public key of our WireGuard, from `wg show`.',
    sw: 'Ufunguo wa umma wa WireGuard yetu, kutoka `wg show`.',
  },
  permission: PERMISSION,
})

export const sstpEndpoint = defineSetting({
  key: 'network.sstp-endpoint',
  schema: z
    .string()
    .regex(/^$|^[A-Za-z0-9._-]{1,253}:\d{2,5}$/, 'A host and a port: vpn.isp.co.ke:443.'),
  default: '',
  sentence: {
    en: 'Where routers behind NAT reach our SSTP server, as host and port, for RouterOS 6 which has no WireGuard. Empty: there is none.',
    sw: 'Mahali ambapo ruta zilizo nyuma ya NAT hufikia seva yetu ya SSTP, kwa RouterOS 6 isiyo na WireGuard. Ikiwa tupu: hakuna.',
  },
  permission: PERMISSION,
})

export const walledGarden = defineSetting({
  key: 'network.walled-garden',
  schema: z.array(host).max(50),
  default: [],
  sentence: {
    en: 'Names that people reach from a hotspot before they have paid: our portal, payment pages.',
    sw: 'Majina ambayo watu hufikia kutoka hotspot kabla ya kulipa: tovuti yetu, kurasa za malipo.',
  },
  permission: PERMISSION,
})

export const ntpServers = defineSetting({
  key: 'network.ntp-servers',
  schema: z.array(host).min(1).max(4),
  default: ['0.ke.pool.ntp.org', '1.ke.pool.ntp.org'],
  sentence: {
    en: 'Where routers get the time from: sessions are counted by it.',
    sw: 'Mahali ambapo ruta hupata saa: vipindi huhesabiwa kwayo.',
  },
  permission: PERMISSION,
})

export const silentAfter = defineSetting({
  key: 'network.silent-after',
  schema: z.int().min(2).max(1440),
  default: 15,
  sentence: {
    en: 'Minutes without a packet after which a router counts as silent.',
    sw: 'Dakika bila pakiti yoyote ambazo baada yake ruta huhesabiwa kuwa kimya.',
  },
  permission: PERMISSION,
})

export const addressUseDays = defineSetting({
  key: 'network.address-use-days',
  schema: z.int().min(30).max(3650),
  default: 365,
  sentence: {
    en: 'Days for which it stays known who used which address.',
    sw: 'Siku ambazo itajulikana nani alitumia anwani ipi.',
  },
  permission: PERMISSION,
})

export const settings = [
  radiusAddresses,
  tunnelNetwork,
  tunnelEndpoint,
  tunnelPublicKey,
  sstpEndpoint,
  walledGarden,
  ntpServers,
  silentAfter,
  addressUseDays,
]
