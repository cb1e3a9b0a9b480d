import { sstpName } from './mikrotik-script.ts'
import { ACCT_PORT, AUTH_PORT, INTERIM_S, type ScriptFacts } from './script-facts.ts'

/** A piece of a configuration, and where it goes: a file, or the command line of a system. */
export type Snippet = { readonly where: string; readonly text: string }

/** Short set-ups for other makes, by their profile; makes that are set up by clicking have none. */
export function otherScripts(profile: string, facts: ScriptFacts): Snippet[] {
  const write = WRITERS[profile]
  return write
    ? [write({ ...facts, servers: facts.servers.length > 0 ? facts.servers : ['RADIUS-ADDRESS'] })]
    : []
}

const WRITERS: Record<string, (facts: ScriptFacts) => Snippet> = {
  coovachilli: ({ servers, secret, coaPort, walledGarden, name, interface: lan }) => ({
    where: '/etc/chilli/local.conf',
    text: lines(
      `HS_LANIF=${lan}`,
      `HS_RADIUS=${servers[0]}`,
      `HS_RADIUS2=${servers[1] ?? servers[0]}`,
      `HS_RADSECRET=${secret}`,
      `HS_NASID=${name}`,
      `HS_COAPORT=${coaPort}`,
      `HS_UAMALLOW=${walledGarden.join(',')}`,
      'HS_MACAUTH=on',
      `HS_DEFINTERIMINTERVAL=${INTERIM_S}`,
    ),
  }),
  'accel-ppp': ({ servers, secret, coaPort, name }) => ({
    where: '/etc/accel-ppp.conf',
    text: lines(
      '[radius]',
      `nas-identifier=${name}`,
      ...servers.map(
        (server) =>
          `server=${server},${secret},auth-port=${AUTH_PORT},acct-port=${ACCT_PORT},req-limit=0,fail-time=0`,
      ),
      `dae-server=0.0.0.0:${coaPort},${secret}`,
      'timeout=1',
      'max-try=3',
      `acct-interim-interval=${INTERIM_S}`,
      'acct-interim-jitter=30',
      'acct-on=1',
      '[shaper]',
      'attr=Filter-Id',
      'limiter=htb',
    ),
  }),
  wispr: ({ servers, secret, coaPort, name }) => ({
    where: '/etc/hostapd/hostapd.conf',
    text: lines(
      'ieee8021x=1',
      `nas_identifier=${name}`,
      ...servers.flatMap((server) => [
        `auth_server_addr=${server}`,
        `auth_server_port=${AUTH_PORT}`,
        `auth_server_shared_secret=${secret}`,
        `acct_server_addr=${server}`,
        `acct_server_port=${ACCT_PORT}`,
        `acct_server_shared_secret=${secret}`,
      ]),
      `radius_acct_interim_interval=${INTERIM_S}`,
      `radius_das_port=${coaPort}`,
      ...servers.map((server) => `radius_das_client=${server} ${secret}`),
      'radius_das_require_event_timestamp=1',
      'radius_das_require_message_authenticator=1',
    ),
  }),
  cisco: ({ servers, secret, coaPort }) => ({
    where: 'IOS, IOS XE',
    text: lines(
      'aaa new-model',
      ...servers.flatMap((server, place) => [
        `radius server KASI${place + 1}`,
        ` address ipv4 ${server} auth-port ${AUTH_PORT} acct-port ${ACCT_PORT}`,
        ' timeout 1',
        ' retransmit 2',
        ` key ${secret}`,
      ]),
      'aaa group server radius KASI',
      ...servers.map((_, place) => ` server name KASI${place + 1}`),
      'aaa authentication ppp default group KASI',
      'aaa authorization network default group KASI',
      'aaa accounting network default start-stop group KASI',
      `aaa accounting update periodic ${INTERIM_S / 60}`,
      'aaa server radius dynamic-author',
      ...servers.map((server) => ` client ${server} server-key ${secret}`),
      ` port ${coaPort}`,
    ),
  }),
  juniper: ({ servers, secret, coaPort }) => ({
    where: 'Junos',
    text: lines(
      ...servers.flatMap((server) => [
        `set access radius-server ${server} port ${AUTH_PORT} accounting-port ${ACCT_PORT} secret "${secret}" timeout 1 retry 3`,
        `set access radius-server ${server} dynamic-request-port ${coaPort}`,
      ]),
      'set access profile kasi authentication-order radius',
      `set access profile kasi radius authentication-server [ ${servers.join(' ')} ]`,
      `set access profile kasi radius accounting-server [ ${servers.join(' ')} ]`,
      'set access profile kasi accounting order radius',
      `set access profile kasi accounting update-interval ${INTERIM_S / 60}`,
      'set access profile kasi accounting accounting-stop-on-failure',
    ),
  }),
  huawei: ({ servers, secret, coaPort }) => ({
    where: 'VRP',
    text: lines(
      'radius-server group kasi',
      ...servers.map((server) => ` radius-server authentication ${server} ${AUTH_PORT} weight 0`),
      ...servers.map((server) => ` radius-server accounting ${server} ${ACCT_PORT} weight 0`),
      ` radius-server shared-key-cipher ${secret}`,
      ' radius-server traffic-unit byte',
      'quit',
      ...servers.map(
        (server) =>
          `radius-server authorization ${server} destination-port ${coaPort} shared-key-cipher ${secret} server-group kasi`,
      ),
      'aaa',
      ' accounting-scheme kasi',
      '  accounting-mode radius',
      `  accounting interim interval ${INTERIM_S / 60}`,
    ),
  }),
  nokia: ({ servers, secret, coaPort }) => ({
    where: 'SR OS',
    text: lines(
      ...servers.flatMap((server, place) => [
        `configure router radius-server server "kasi-${place + 1}" address ${server} secret "${secret}" create`,
        `configure router radius-server server "kasi-${place + 1}" accept-coa`,
      ]),
      `configure aaa radius-coa-port ${coaPort}`,
      'configure aaa radius-server-policy "kasi" create',
      ...servers.map(
        (_, place) =>
          `configure aaa radius-server-policy "kasi" servers server ${place + 1} name "kasi-${place + 1}"`,
      ),
      'configure subscriber-mgmt authentication-policy "kasi" create',
      'configure subscriber-mgmt authentication-policy "kasi" radius-server-policy "kasi"',
      'configure subscriber-mgmt radius-accounting-policy "kasi" create',
      'configure subscriber-mgmt radius-accounting-policy "kasi" radius-server-policy "kasi"',
      `configure subscriber-mgmt radius-accounting-policy "kasi" update-interval ${INTERIM_S / 60}`,
    ),
  }),
  zte: ({ servers, secret }) => ({
    where: 'ZXROS',
    text: lines(
      'radius authentication-group 1',
      ...servers.map(
        (server, place) => ` server ${place + 1} ${server} master key ${secret} port ${AUTH_PORT}`,
      ),
      'radius accounting-group 1',
      ...servers.map(
        (server, place) => ` server ${place + 1} ${server} master key ${secret} port ${ACCT_PORT}`,
      ),
    ),
  }),
}

/** What the other end of the tunnel has to know of this router: nothing when there is no tunnel. */
export function ourEndOf({ name, tunnel }: Pick<ScriptFacts, 'name' | 'tunnel'>): Snippet[] {
  switch (tunnel.kind) {
    case 'none':
      return []
    case 'wireguard':
      return [
        {
          where: '/etc/wireguard/kasi.conf',
          text: lines(
            '[Peer]',
            `# ${name}`,
            `PublicKey = ${tunnel.publicKey}`,
            `AllowedIPs = ${tunnel.address}/32`,
          ),
        },
      ]
    case 'sstp':
      return [
        {
          where: '/etc/ppp/chap-secrets (accel-ppp)',
          text: lines(`"${sstpName(name)}" * "${tunnel.key}" ${tunnel.address}`),
        },
        {
          where: 'RouterOS',
          text: lines(
            `/ppp secret add name="${sstpName(name)}" password="${tunnel.key}" service=sstp local-address=${tunnel.ours} remote-address=${tunnel.address} comment="kasi"`,
          ),
        },
      ]
  }
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
