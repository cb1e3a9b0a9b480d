import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { findHolder as endpoint } from '../contract.ts'
import { holdersOf } from '../queries/holders.ts'

/**
 * Says who had an address at a moment, and writes down who asked and why in the same commit: no name leaves without
 * its reason (Data Protection Act 2019, section 25).
 */
export async function findHolder(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<ReplyOf<typeof endpoint>> {
  const found = await holdersOf(tx, { ...input, at: Temporal.Instant.from(input.at) })
  audit(tx, {
    action: 'access.find-holder',
    objects: found.holders.map(({ sessionId }) => ({
      table: 'access.session',
      id: sessionId,
    })),
    after: { address: input.address, port: input.port, at: input.at },
    reason: input.reason,
  })
  return found
}
