import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { addNas as endpoint } from '../contract.ts'
import { nasAdded } from '../events.ts'
import { profileColumns } from '../queries/profiles.ts'
import { insertNas } from '../store/nas.ts'
import { openTunnel } from './open-tunnel.ts'
import { refuseUnfitNas } from './refuse-unfit-nas.ts'

/** Adds a router and answers its secret: 160 random bits, in letters that nobody misreads. */
export async function addNas(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<{ nasId: string; secret: string }> {
  const nasId = newId(tx.now)
  const tunnel = input.tunnel === 'none' ? undefined : await openTunnel(tx, input.tunnel)
  await refuseUnfitNas(tx, { ...input, nasId, tunnelAddress: tunnel?.address ?? null })
  const secret = input.secret ?? newLetters(32)
  await insertNas(
    tx,
    {
      id: nasId,
      name: input.name,
      site_id: input.siteId,
      address: input.address,
      tunnel_address: tunnel?.address ?? null,
      behind_nat: input.behindNat,
      tunnel: input.tunnel,
      tunnel_public_key: tunnel?.publicKey ?? null,
      secret_changed_at: tx.now,
      message_authenticator: input.messageAuthenticator,
      coa_way: input.coaWay,
      coa_port: input.coaPort,
      router_os: input.routerOs,
      api_port: input.apiPort,
      api_tls: input.apiTls,
      swap_octets: input.swapOctets,
      sessions_max: input.sessionsMax,
      notes: input.notes,
      ...(await profileColumns(tx, input.profile)),
    },
    { secret, apiLogin: input.apiLogin, tunnelKey: tunnel?.privateKey ?? null },
  )
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: input.siteId })
  tx.emit(nasAdded, { nasId, siteId: input.siteId })
  return { nasId, secret }
}
