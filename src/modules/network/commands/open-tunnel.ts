import { settingValue } from '#modules/organization/index.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { tunnelNetwork } from '../queries/settings.ts'
import { tunnelIsFull } from '../refusals.ts'
import { tunnelEnds } from '../rules/tunnel.ts'
import { freeTunnelAddress } from '../store/nas.ts'
import { makeTunnelKeys } from '../outside/tunnel-keys.ts'

/** What a router's end of a tunnel needs. The key of SSTP is a password; nothing public belongs to it. */
export async function openTunnel(tx: Tx, kind: 'wireguard' | 'sstp') {
  const { first, last } = tunnelEnds(await settingValue(tx, tunnelNetwork))
  const address = await freeTunnelAddress(tx, { first, last })
  if (address === undefined) throw tunnelIsFull()
  const keys =
    kind === 'wireguard' ? makeTunnelKeys() : { privateKey: newLetters(32), publicKey: null }
  return { address, ...keys }
}
