import { regionNow, settingValue } from '#modules/organization/index.ts'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import type { readScript } from '../contract.ts'
import { nasNotFound } from '../refusals.ts'
import { mikrotikScript } from '../rules/mikrotik-script.ts'
import { otherScripts, ourEndOf } from '../rules/other-scripts.ts'
import { ACCT_PORT, AUTH_PORT, type ScriptFacts } from '../rules/script-facts.ts'
import { tunnelEnds } from '../rules/tunnel.ts'
import { openSecrets } from '../store/nas.ts'
import { profileNow } from './profiles.ts'
import {
  ntpServers,
  radiusAddresses,
  sstpEndpoint,
  tunnelEndpoint,
  tunnelNetwork,
  tunnelPublicKey,
  walledGarden,
} from './settings.ts'

/** What to paste into a router, with what is still missing for it to be whole. */
export async function scriptOf(
  read: Read,
  input: ParsedInputOf<typeof readScript>,
): Promise<ReplyOf<typeof readScript>> {
  const row = await read.sql
    .selectFrom('network.nas')
    .selectAll()
    .where('id', '=', input.nasId)
    .executeTakeFirst()
  if (!row) throw nasNotFound()
  const secrets = openSecrets(read, row)
  const ends = tunnelEnds(await settingValue(read, tunnelNetwork))
  const endpoint = await settingValue(read, row.tunnel === 'sstp' ? sstpEndpoint : tunnelEndpoint)
  const ourPublicKey = await settingValue(read, tunnelPublicKey)
  const addresses = await settingValue(read, radiusAddresses)
  const isInTunnel = row.tunnel !== 'none' && row.tunnel_address !== null
  const facts: ScriptFacts = {
    name: row.name,
    routerOs: input.routerOs,
    secret: secrets.secret,
    servers: isInTunnel ? [ends.ours] : addresses,
    coaPort: row.coa_port,
    timeZone: (await regionNow(read)).timeZone,
    ntp: await settingValue(read, ntpServers),
    walledGarden: await settingValue(read, walledGarden),
    interface: input.interface,
    pppoe: input.pppoe,
    hotspot: input.hotspot,
    tunnel:
      isInTunnel && row.tunnel_address !== null
        ? {
            kind: row.tunnel === 'sstp' ? 'sstp' : 'wireguard',
            address: row.tunnel_address,
            ours: ends.ours,
            length: ends.length,
            endpoint,
            ourPublicKey,
            publicKey: row.tunnel_public_key ?? '',
            key: secrets.tunnelKey ?? '',
          }
        : { kind: 'none' },
    api:
      secrets.apiLogin && row.api_port !== null
        ? { ...secrets.apiLogin, port: row.api_port, tls: row.api_tls }
        : null,
  }
  const missing = [
    ...(facts.servers.length === 0 ? (['network.radius-addresses'] as const) : []),
    ...(isInTunnel && endpoint === ''
      ? ([row.tunnel === 'sstp' ? 'network.sstp-endpoint' : 'network.tunnel-endpoint'] as const)
      : []),
    ...(row.tunnel === 'wireguard' && ourPublicKey === ''
      ? (['network.tunnel-public-key'] as const)
      : []),
  ]
  const profile = await profileNow(read, row.profile_id ?? row.built_in_profile ?? '')
  // A copy of one of ours is set up as the one that it was copied from.
  const make = profile.origin === 'kasi' ? profile.ref : makeOf(profile.make)
  return {
    router: make === 'mikrotik' ? mikrotikScript(facts) : '',
    snippets: otherScripts(make, facts),
    ourEnd: ourEndOf(facts),
    missing,
    servers: [...facts.servers],
    authPort: AUTH_PORT,
    acctPort: ACCT_PORT,
  }
}

function makeOf(make: string): string {
  const known = make.toLowerCase()
  return known === 'wi-fi' ? 'wispr' : known
}
