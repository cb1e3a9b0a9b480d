import type { HookAnswer, Proof } from '#platform/hooks.ts'
import { hashToken } from '#platform/token.ts'
import type { Read } from '#platform/tx.ts'
import type { Carriers } from '../outside/port.ts'
import { gatewaysByHook } from './gateways.ts'

/** Answers a provider that asks whether an address is ours, in its own words. */
export async function proveAddress(
  read: Read,
  { params, query }: Proof,
  carriers: Carriers,
): Promise<HookAnswer | undefined> {
  const secret = params['secret'] ?? ''
  const hash = hashToken(secret)
  const door = (await gatewaysByHook(read, [hash])).get(hash)
  const body = door && carriers[door.kind].prove?.(query, secret)
  return body === undefined ? undefined : { status: 200, body, mediaType: 'text/plain' }
}
