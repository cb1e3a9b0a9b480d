import { ACCT_PORT, AUTH_PORT, INTERIM_S, type ScriptFacts } from './script-facts.ts'

/** What unpaid subscribers are put on, and sent to the portal from. */
export const UNPAID_LIST = 'kasi-unpaid'
const PORTAL_LIST = 'kasi-portal'

/**
 * One paste for RouterOS: RADIUS, changes during sessions, PPPoE, hotspot with its walled garden, time, the tunnel. Every
 * thing that it makes carries the comment “kasi” and is removed before it is made again, so pasting it twice is
 * the same as once, and a second paste after a change is how a router is brought up to date.
 *
 * Manuals: https://help.mikrotik.com/docs/spaces/ROS/pages/8978481/RADIUS and the pages beside it.
 */
export function mikrotikScript(facts: ScriptFacts): string {
  return [
    `# Kasi: ${comment(facts.name)}, RouterOS ${facts.routerOs}. Paste it whole into a terminal of the router.`,
    '# It may be pasted again at any time. It holds the secret of this router: do not mail it.',
    ...clock(facts),
    ...tunnel(facts),
    ...radius(facts),
    ...api(facts),
    ...(facts.pppoe ? pppoe(facts) : []),
    ...(facts.hotspot ? hotspot(facts) : []),
    ...unpaid(facts),
    ':put "Kasi: done. Test the router on its page now."',
    '',
  ].join('\n')
}

function clock({ name, timeZone, ntp, routerOs }: ScriptFacts): string[] {
  const servers =
    routerOs === 7
      ? [
          '/system ntp client servers remove [find comment="kasi"]',
          ...ntp.map(
            (host) => `/system ntp client servers add address=${word(host)} comment="kasi"`,
          ),
          '/system ntp client set enabled=yes',
        ]
      : [`/system ntp client set enabled=yes server-dns-names=${ntp.map(word).join(',')}`]
  return [
    '',
    '# Name and time: sessions are told apart by the one and counted by the other.',
    `/system identity set name=${quoted(name)}`,
    `/system clock set time-zone-autodetect=no time-zone-name=${word(timeZone)}`,
    ...servers,
  ]
}

function tunnel({ name, tunnel: to, routerOs }: ScriptFacts): string[] {
  if (to.kind === 'none') return []
  const [host = '', port = ''] = to.endpoint.split(':')
  if (to.kind === 'wireguard') {
    return [
      '',
      '# The tunnel to us: through it we reach a router behind NAT.',
      '/ip address remove [find comment="kasi"]',
      '/interface wireguard peers remove [find comment="kasi"]',
      '/interface wireguard remove [find comment="kasi"]',
      `/interface wireguard add name=kasi listen-port=13231 private-key=${quoted(to.key)} comment="kasi"`,
      `/interface wireguard peers add interface=kasi public-key=${quoted(to.ourPublicKey)} endpoint-address=${word(host)} endpoint-port=${word(port)} allowed-address=${to.ours}/32 persistent-keepalive=25s comment="kasi"`,
      `/ip address add address=${to.address}/${to.length} interface=kasi comment="kasi"`,
    ]
  }
  // RouterOS 6 takes the port behind the name, 7 as a word of its own.
  const where =
    routerOs === 7
      ? `connect-to=${word(host)} port=${word(port)}`
      : `connect-to=${word(host)}:${word(port)}`
  return [
    '',
    '# The tunnel to us: through it we reach a router behind NAT. With the CA of our server imported, set',
    '# verify-server-certificate=yes.',
    '/interface sstp-client remove [find comment="kasi"]',
    `/interface sstp-client add name=kasi ${where} user=${quoted(sstpName(name))} password=${quoted(to.key)} profile=default-encryption verify-server-certificate=no disabled=no comment="kasi"`,
  ]
}

/** The name under which a router comes in at our SSTP server. */
export function sstpName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')
}

function radius({ secret, servers, coaPort, tunnel: to }: ScriptFacts): string[] {
  const source = to.kind === 'none' ? '' : ` src-address=${to.address}`
  const from = servers.map(word)
  return [
    '',
    '# RADIUS: who may be served, and what they used.',
    '/radius remove [find comment="kasi"]',
    ...from.map(
      (server) =>
        `/radius add service=ppp,hotspot,dhcp address=${server} secret=${quoted(secret)} authentication-port=${AUTH_PORT} accounting-port=${ACCT_PORT} timeout=1s${source} comment="kasi"`,
    ),
    '# Signed answers only, where this version knows how (7.15 and later; CVE-2024-3596).',
    ':do { [[:parse "/radius set [find comment=\\"kasi\\"] require-message-auth=yes-for-request-resp"]] } on-error={}',
    '',
    '# Changes while a session lasts.',
    `/radius incoming set accept=yes port=${coaPort}`,
    '/ip firewall filter remove [find comment="kasi"]',
    ...from.flatMap((server) => [
      '{',
      '  :local rules [/ip firewall filter find where chain=input and dynamic=no]',
      `  :if ([:len $rules] > 0) do={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=${coaPort} src-address=${server} comment="kasi" place-before=($rules->0) } else={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=${coaPort} src-address=${server} comment="kasi" }`,
      '}',
    ]),
  ]
}

function api({ api: login, servers }: ScriptFacts): string[] {
  if (!login) return []
  const from = servers.map((server) => `${word(server)}/32`).join(',')
  const service = login.tls ? 'api-ssl' : 'api'
  return [
    '',
    '# The API, for us alone: the way that is left when a change by RADIUS finds no answer.',
    '/user remove [find comment="kasi"]',
    '/user group remove [find comment="kasi"]',
    '/user group add name=kasi policy=read,write,test,api comment="kasi"',
    `/user add name=${quoted(login.name)} password=${quoted(login.password)} group=kasi address=${from} comment="kasi"`,
    `/ip service set ${service} disabled=no port=${login.port} address=${from}`,
  ]
}

function pppoe({ interface: where }: ScriptFacts): string[] {
  return [
    '',
    '# PPPoE: names and passwords are asked of RADIUS.',
    `/ppp aaa set use-radius=yes accounting=yes interim-update=${INTERIM_S}s`,
    '/interface pppoe-server server remove [find service-name="kasi"]',
    '/ppp profile remove [find comment="kasi"]',
    '/ppp profile add name=kasi-pppoe local-address=10.254.254.1 change-tcp-mss=yes only-one=no comment="kasi"',
    `/interface pppoe-server server add service-name=kasi interface=${quoted(where)} default-profile=kasi-pppoe authentication=pap,chap,mschap2 one-session-per-host=yes keepalive-timeout=30 max-mtu=1480 max-mru=1480 disabled=no`,
  ]
}

function hotspot({ interface: where, walledGarden }: ScriptFacts): string[] {
  return [
    '',
    '# Hotspot: interim updates as RADIUS asks for them; who is known by MAC gets in without a page.',
    '/ip hotspot remove [find name="kasi"]',
    '/ip hotspot profile remove [find name="kasi"]',
    '/ip hotspot profile add name=kasi use-radius=yes radius-accounting=yes radius-interim-update=received login-by=http-chap,http-pap,mac,cookie nas-port-type=wireless-802.11',
    `/ip hotspot add name=kasi interface=${quoted(where)} profile=kasi disabled=no`,
    '/ip hotspot walled-garden remove [find comment="kasi"]',
    '/ip hotspot walled-garden ip remove [find comment="kasi"]',
    ...walledGarden.map(
      (host) =>
        `/ip hotspot walled-garden ip add action=accept dst-host=${word(host)} comment="kasi"`,
    ),
  ]
}

/** Those who have not paid are known by an address list that RADIUS puts them on; they reach names and the portal only. */
function unpaid({ walledGarden }: ScriptFacts): string[] {
  const forward = `/ip firewall filter add chain=forward src-address-list=${UNPAID_LIST}`
  return [
    '',
    '# Who has not paid reaches name servers and web pages of ours; the rest waits.',
    '/ip firewall address-list remove [find comment="kasi"]',
    ...walledGarden.map(
      (host) =>
        `/ip firewall address-list add list=${PORTAL_LIST} address=${word(host)} comment="kasi"`,
    ),
    `${forward} action=accept protocol=udp dst-port=53 comment="kasi"`,
    `${forward} action=accept dst-address-list=${PORTAL_LIST} comment="kasi"`,
    `${forward} action=reject reject-with=icmp-admin-prohibited comment="kasi"`,
  ]
}

/** A word of a command that staff typed somewhere: only what no terminal takes for anything else. */
function word(text: string): string {
  return text.replaceAll(/[^\w.:/+-]/g, '')
}

/** In quotes, with what RouterOS takes for more than a letter put behind a backslash. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"$?]/g, (letter) => `\\${letter}`).replaceAll(/[^\x20-\x7e]/g, '_')}"`
}

function comment(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '_')
}
