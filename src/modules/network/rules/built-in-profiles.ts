import type { ProfileLine, VendorProfile } from '../contract.ts'

/**
 * What Kasi says to each make of router. Names, numbers and types are those of FreeRADIUS' dictionaries; units are
 * the vendors', and differ: WISPr and Huawei count bits, ChilliSpot, Cambium, ZTE and Nokia thousands of them.
 */
export type BuiltInProfile = VendorProfile & { readonly ref: string; readonly name: string }

type Written = [attribute: string, value: string, ...options: Option[]]
type Option =
  | 'integer'
  | 'accept'
  | { readonly tag?: number; readonly when?: string; readonly unless?: string }

/** Text, on both occasions and always, unless said. */
function lines(...written: readonly Written[]): ProfileLine[] {
  return written.map(([attribute, value, ...options]) => {
    const given = options.find((option) => typeof option === 'object')
    return {
      attribute,
      value,
      as: options.includes('integer') ? 'integer' : 'text',
      on: options.includes('accept') ? ['accept'] : ['accept', 'coa'],
      tag: given?.tag ?? null,
      when: given?.when ?? null,
      unless: given?.unless ?? null,
    }
  })
}

const TIME = lines(
  ['Session-Timeout', '{session_s}', 'integer'],
  ['Idle-Timeout', '{idle_s}', 'integer'],
)
const BOOKKEEPING = lines(
  ['Acct-Interim-Interval', '{interim_s}', 'integer', 'accept'],
  ['Class', '{class}', 'accept'],
)
/** Addresses are given once: no make of router takes another one in the middle of a session. */
const ADDRESSES = lines(
  ['Framed-IP-Address', '{ipv4}', 'accept'],
  ['Framed-IP-Netmask', '{ipv4_netmask}', 'accept'],
  // With an address of our own a pool would only invite a router to prefer it.
  ['Framed-Pool', '{pool}', 'accept', { unless: 'ipv4' }],
  ['Framed-Route', '{route}', 'accept'],
  ['Framed-IPv6-Address', '{ipv6_address}', 'accept'],
  ['Framed-IPv6-Prefix', '{ipv6_prefix}', 'accept'],
  ['Framed-IPv6-Pool', '{ipv6_pool}', 'accept', { unless: 'ipv6_prefix' }],
  ['Framed-IPv6-Route', '{ipv6_route}', 'accept'],
  ['Delegated-IPv6-Prefix', '{delegated_prefix}', 'accept'],
)
const DELEGATED_POOL = lines([
  ...(['Delegated-IPv6-Prefix-Pool', '{delegated_pool}', 'accept'] as const),
  { unless: 'delegated_prefix' },
])
const DNS6 = lines(['DNS-Server-IPv6-Address', '{dns6}', 'accept'])
/** RFC 2548 §2.7: what PPP routers read. */
const MS_DNS = lines(
  ['MS-Primary-DNS-Server', '{dns4_1}', 'accept'],
  ['MS-Secondary-DNS-Server', '{dns4_2}', 'accept'],
)
/** RFC 3580 §3.31: 13 is VLAN, 6 is Ethernet. */
const VLAN = lines(
  ['Tunnel-Type', '13', 'integer', 'accept', { tag: 1, when: 'vlan' }],
  ['Tunnel-Medium-Type', '6', 'integer', 'accept', { tag: 1, when: 'vlan' }],
  ['Tunnel-Private-Group-Id', '{vlan}', 'accept', { tag: 1 }],
)
const WISPR = lines(
  ['WISPr-Bandwidth-Max-Up', '{up_bps}', 'integer'],
  ['WISPr-Bandwidth-Max-Down', '{down_bps}', 'integer'],
  ['WISPr-Bandwidth-Min-Up', '{guaranteed_up_bps}', 'integer'],
  ['WISPr-Bandwidth-Min-Down', '{guaranteed_down_bps}', 'integer'],
  ['WISPr-Redirection-URL', '{redirect_url}', 'accept'],
)
const FILTER = lines(['Filter-Id', '{filter}'])

const KEYS = ['User-Name', 'Acct-Session-Id', 'Framed-IP-Address']
/** RFC 5176 §2.3. */
const COA_PORT = 3799

export const BUILT_IN_PROFILES: readonly BuiltInProfile[] = [
  {
    ref: 'mikrotik',
    name: 'MikroTik RouterOS',
    make: 'MikroTik',
    about:
      'PPPoE, hotspot and DHCP on RouterOS 6 and 7. The rate limit says upload first. Total-Limit and Address-List are not taken while a session lasts.',
    changes: 'coa',
    coaPort: COA_PORT,
    sessionKeys: KEYS,
    lines: [
      ...lines(
        ['Mikrotik-Rate-Limit', '{mikrotik_rate_limit}'],
        ['Mikrotik-Address-List', '{address_list}', 'accept'],
        ['Mikrotik-Group', '{router_profile}'],
        // Received by the router is the subscriber's upload.
        ['Mikrotik-Recv-Limit', '{quota_up_low}', 'integer'],
        ['Mikrotik-Recv-Limit-Gigawords', '{quota_up_high}', 'integer'],
        ['Mikrotik-Xmit-Limit', '{quota_down_low}', 'integer'],
        ['Mikrotik-Xmit-Limit-Gigawords', '{quota_down_high}', 'integer'],
        ['Mikrotik-Total-Limit', '{quota_total_low}', 'integer', 'accept'],
        ['Mikrotik-Total-Limit-Gigawords', '{quota_total_high}', 'integer', 'accept'],
        ['Mikrotik-Wireless-VLANID', '{vlan}', 'integer', 'accept'],
        [
          ...(['Mikrotik-Delegated-IPv6-Pool', '{delegated_pool}', 'accept'] as const),
          { unless: 'delegated_prefix' },
        ],
        ['WISPr-Redirection-URL', '{redirect_url}', 'accept'],
      ),
      ...FILTER,
      ...TIME,
      ...ADDRESSES,
      ...MS_DNS,
      ...DNS6,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'coovachilli',
    name: 'CoovaChilli hotspot',
    make: 'CoovaChilli',
    about:
      'A change resets whatever it leaves out, so each one says everything again. Without User-Name it is dropped in silence.',
    changes: 'coa',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Acct-Session-Id'],
    lines: [
      ...WISPR.map((line): ProfileLine => ({ ...line, on: ['accept', 'coa'] })),
      ...lines(
        ['ChilliSpot-Max-Input-Octets', '{quota_up_bytes}', 'integer'],
        ['ChilliSpot-Max-Output-Octets', '{quota_down_bytes}', 'integer'],
        ['ChilliSpot-Max-Total-Octets', '{quota_total_bytes}', 'integer'],
        ['Acct-Interim-Interval', '{interim_s}', 'integer'],
        ['Class', '{class}'],
      ),
      ...FILTER,
      ...TIME,
      ...lines(['Framed-IP-Address', '{ipv4}', 'accept']),
    ],
  },
  {
    ref: 'accel-ppp',
    name: 'accel-ppp',
    make: 'accel-ppp',
    about:
      'PPPoE and IPoE on Linux. The shaper reads Filter-Id: download first, plain kbit/s, because its suffix G counts ten times too much.',
    changes: 'coa',
    coaPort: COA_PORT,
    sessionKeys: KEYS,
    lines: [
      ...lines(['Filter-Id', '{down_kbps}/{up_kbps}']),
      // Class in a change ends the reading of it, so it is said at the beginning only (BOOKKEEPING).
      ...TIME,
      ...ADDRESSES,
      ...DELEGATED_POOL,
      ...MS_DNS,
      ...DNS6,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'wispr',
    name: 'hostapd and WISPr access points',
    make: 'Wi-Fi',
    about:
      'Access points that know WISPr speeds and VLANs. hostapd takes Disconnect and refuses CoA.',
    changes: 'disconnect',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Acct-Session-Id', 'Calling-Station-Id'],
    lines: [...WISPR, ...VLAN, ...FILTER, ...TIME, ...BOOKKEEPING],
  },
  {
    ref: 'ubiquiti',
    name: 'Ubiquiti UniFi',
    make: 'Ubiquiti',
    about:
      'Access points and gateways of UniFi and UISP: WISPr speeds in bit/s and VLANs. Changes during a session are not proven, so sessions are ended instead.',
    changes: 'disconnect',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Acct-Session-Id', 'Calling-Station-Id'],
    lines: [...WISPR, ...VLAN, ...TIME, ...BOOKKEEPING],
  },
  {
    ref: 'cisco',
    name: 'Cisco IOS and IOS XE',
    make: 'Cisco',
    about:
      'With a profile name: the policy-maps of that name with “-in” and “-out” behind it. Without: a rate-limit of the interface, which needs a new session to change.',
    changes: 'coa',
    coaPort: 1700,
    sessionKeys: ['Acct-Session-Id', 'User-Name'],
    lines: [
      ...lines(
        ['Cisco-AVPair', 'ip:sub-qos-policy-in={router_profile}-in'],
        ['Cisco-AVPair', 'ip:sub-qos-policy-out={router_profile}-out'],
        // Input is what the router receives: the upload. Bits, then bytes twice.
        [
          'Cisco-AVPair',
          'lcp:interface-config=rate-limit input {up_bps} {up_burst_bytes} {up_excess_bytes} conform-action transmit exceed-action drop',
          'accept',
          { unless: 'router_profile' },
        ],
        [
          'Cisco-AVPair',
          'lcp:interface-config=rate-limit output {down_bps} {down_burst_bytes} {down_excess_bytes} conform-action transmit exceed-action drop',
          'accept',
          { unless: 'router_profile' },
        ],
        ['Cisco-AVPair', 'ip:dns-servers={dns4_1} {dns4_2}', 'accept'],
      ),
      ...FILTER,
      ...TIME,
      ...ADDRESSES,
      ...DELEGATED_POOL,
      ...DNS6,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'juniper',
    name: 'Juniper MX and ERX',
    make: 'Juniper',
    about:
      'Activates the dynamic service profile of the given name with download and upload in bit/s. A change would have to name the service to end as well, so sessions are ended instead.',
    changes: 'disconnect',
    coaPort: COA_PORT,
    sessionKeys: ['Acct-Session-Id'],
    lines: [
      ...lines(
        ['ERX-Service-Activate', '{router_profile}({down_bps},{up_bps})', 'accept', { tag: 1 }],
        ['ERX-Primary-Dns', '{dns4_1}', 'accept'],
        ['ERX-Secondary-Dns', '{dns4_2}', 'accept'],
      ),
      ...FILTER,
      ...TIME,
      ...ADDRESSES,
      ...DELEGATED_POOL,
      ...DNS6,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'huawei',
    name: 'Huawei ME60 and NE40E',
    make: 'Huawei',
    about:
      'Average and peak rates in bit/s; input is the upload. Accounting may count bytes, kilobytes or megabytes: set it to bytes. Changes are not proven with a router here.',
    changes: 'coa',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Acct-Session-Id'],
    lines: [
      ...lines(
        ['Huawei-Input-Average-Rate', '{up_bps}', 'integer'],
        ['Huawei-Output-Average-Rate', '{down_bps}', 'integer'],
        // A peak is refused without its average.
        ['Huawei-Input-Peak-Rate', '{peak_up_bps}', 'integer', { when: 'up_bps' }],
        ['Huawei-Output-Peak-Rate', '{peak_down_bps}', 'integer', { when: 'down_bps' }],
        ['Huawei-Qos-Profile-Name', '{router_profile}'],
        ['Huawei-Primary-DNS', '{dns4_1}', 'accept'],
        ['Huawei-Secondary-DNS', '{dns4_2}', 'accept'],
        ['Huawei-HTTP-Redirect-URL', '{redirect_url}', 'accept'],
      ),
      ...FILTER,
      ...TIME,
      ...ADDRESSES,
      ...DELEGATED_POOL,
      ...DNS6,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'cambium-epmp',
    name: 'Cambium ePMP',
    make: 'Cambium',
    about:
      'Subscriber modules of ePMP: kbit/s and the VLAN of their data. A new speed needs a new session.',
    changes: 'disconnect',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Calling-Station-Id'],
    lines: [
      ...lines(
        ['Cambium-ePMP-Max-Burst-Uplink-Rate', '{up_kbps}', 'integer', 'accept'],
        ['Cambium-ePMP-Max-Burst-Downlink-Rate', '{down_kbps}', 'integer', 'accept'],
        ['Cambium-ePMP-Data-VLAN-Id', '{vlan}', 'integer', 'accept'],
      ),
      ...TIME,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'cambium-wifi',
    name: 'Cambium cnPilot and XV access points',
    make: 'Cambium',
    about: 'WISPr speeds in bit/s, quotas in bytes, VLANs.',
    changes: 'disconnect',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Acct-Session-Id', 'Calling-Station-Id'],
    lines: [
      ...WISPR,
      ...lines(
        ['Cambium-Traffic-Quota-Limit-Up', '{quota_up_low}', 'integer', 'accept'],
        ['Cambium-Traffic-Quota-Limit-Up-Gigwords', '{quota_up_high}', 'integer', 'accept'],
        ['Cambium-Traffic-Quota-Limit-Down', '{quota_down_low}', 'integer', 'accept'],
        ['Cambium-Traffic-Quota-Limit-Down-Gigwords', '{quota_down_high}', 'integer', 'accept'],
        ['Cambium-Traffic-Quota-Limit-Total', '{quota_total_low}', 'integer', 'accept'],
        ['Cambium-Traffic-Quota-Limit-Total-Gigwords', '{quota_total_high}', 'integer', 'accept'],
      ),
      ...VLAN,
      ...TIME,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'canopy',
    name: 'Cambium Canopy and PMP 450',
    make: 'Cambium',
    about:
      'Sustained rates in kbit/s, bursts in kbit. Some releases are said to read the two the other way round: copy this profile and swap them if yours does.',
    changes: 'disconnect',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Calling-Station-Id'],
    lines: [
      ...lines(
        ['Motorola-Canopy-ULBR', '{up_kbps}', 'integer', 'accept'],
        ['Motorola-Canopy-DLBR', '{down_kbps}', 'integer', 'accept'],
        ['Motorola-Canopy-ULBL', '{peak_up_kbps}', 'integer', 'accept'],
        ['Motorola-Canopy-DLBL', '{peak_down_kbps}', 'integer', 'accept'],
      ),
      ...TIME,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'zte',
    name: 'ZTE M6000 and ZXR10',
    make: 'ZTE',
    about:
      'Rates in kbit/s. With a profile name, the QoS profile of that name in both directions. Not proven with a router here: test with one session first.',
    changes: 'coa',
    coaPort: COA_PORT,
    sessionKeys: ['User-Name', 'Acct-Session-Id'],
    lines: [
      ...lines(
        ['ZTE-Rate-Ctrl-SCR-Down', '{down_kbps}', 'integer', { unless: 'router_profile' }],
        ['ZTE-Rate-Ctrl-SCR-Up', '{up_kbps}', 'integer', { unless: 'router_profile' }],
        ['ZTE-QoS-Profile-Down', '{router_profile}'],
        ['ZTE-QOS-Profile-Up', '{router_profile}'],
        ['ZTE-Client-DNS-Pri', '{dns4_1}', 'accept'],
        ['ZTE-Client-DNS-Sec', '{dns4_2}', 'accept'],
        ['ZTE-PPPOE-URL', '{redirect_url}', 'accept'],
      ),
      ...FILTER,
      ...TIME,
      ...ADDRESSES,
      ...DELEGATED_POOL,
      ...DNS6,
      ...BOOKKEEPING,
    ],
  },
  {
    ref: 'nokia',
    name: 'Nokia 7750 SR',
    make: 'Nokia',
    about:
      'The SLA profile of the given name, and the rates of its queue 1 in kbit/s laid over it; ingress is the upload.',
    changes: 'coa',
    coaPort: COA_PORT,
    sessionKeys: ['Acct-Session-Id'],
    lines: [
      ...lines(
        ['Alc-SLA-Prof-Str', '{router_profile}'],
        ['Alc-Subscriber-QoS-Override', 'i:q:1:pir={up_kbps}'],
        ['Alc-Subscriber-QoS-Override', 'e:q:1:pir={down_kbps}'],
        ['Alc-Primary-Dns', '{dns4_1}', 'accept'],
        ['Alc-Secondary-Dns', '{dns4_2}', 'accept'],
        ['Alc-Delegated-IPv6-Pool', '{delegated_pool}', 'accept', { unless: 'delegated_prefix' }],
        ['Alc-Portal-Url', '{redirect_url}', 'accept'],
      ),
      ...TIME,
      ...ADDRESSES,
      ...BOOKKEEPING,
    ],
  },
]

export function builtInProfile(ref: string): BuiltInProfile | undefined {
  return BUILT_IN_PROFILES.find((profile) => profile.ref === ref)
}
