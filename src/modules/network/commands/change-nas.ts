import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeNas as endpoint } from '../contract.ts'
import { nasChanged } from '../events.ts'
import { profileColumns } from '../queries/profiles.ts'
import { nasIsArchived, refuseStale } from '../refusals.ts'
import { lockNas, updateNas } from '../store/nas.ts'
import { openTunnel } from './open-tunnel.ts'
import { refuseUnfitNas } from './refuse-unfit-nas.ts'

/** Changes what is known about a router. Another kind of tunnel gets another key and keeps its address. */
export async function changeNas(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { nasId } = input
  const now = await lockNas(tx, nasId)
  // The edge looked at the site that it goes to; this is the one that it comes from.
  refuseOtherSite(tx, now.site_id)
  refuseStale(now, input.version)
  if (now.archived_at) throw nasIsArchived()
  const isSame = now.tunnel === input.tunnel
  const opened = isSame || input.tunnel === 'none' ? undefined : await openTunnel(tx, input.tunnel)
  const tunnelAddress =
    input.tunnel === 'none' ? null : (now.tunnel_address ?? opened?.address ?? null)
  await refuseUnfitNas(tx, { ...input, tunnelAddress })
  await updateNas(
    tx,
    nasId,
    {
      name: input.name,
      site_id: input.siteId,
      address: input.address,
      tunnel_address: tunnelAddress,
      behind_nat: input.behindNat,
      tunnel: input.tunnel,
      ...(!isSame && { tunnel_public_key: opened?.publicKey ?? null }),
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
    {
      ...(input.apiLogin !== undefined && { apiLogin: input.apiLogin }),
      ...(!isSame && { tunnelKey: opened?.privateKey ?? null }),
    },
  )
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: input.siteId })
  tx.emit(nasChanged, { nasId, siteId: input.siteId })
}
