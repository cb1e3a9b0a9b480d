import type { Read } from '#platform/tx.ts'
import { aroundOf } from '../rules/parts.ts'
import { insideOf } from '../rules/port-blocks.ts'
import { plansFor } from './port-plans.ts'

/** Which address of ours an address and port of the internet were at a moment, where a plan of port blocks shares that address out. */
export type Inside = {
  /** Some plan shares it out, so that without a port it is nobody's. */
  readonly isShared: boolean
  readonly translated: {
    readonly inside: string
    readonly firstPort: number
    readonly lastPort: number
    readonly plan: string
    readonly nasId: string
  } | null
  /** What somebody may hold who has this address: itself, and the prefixes around it. */
  readonly around: readonly string[]
}

export async function insideAt(
  read: Read,
  asked: { address: string; port: number | null; at: Temporal.Instant },
): Promise<Inside> {
  const plans = await plansFor(read, asked)
  const [translated = null] = plans.flatMap((plan) => {
    const block = asked.port === null ? undefined : insideOf(plan, asked.address, asked.port)
    return block ? [{ ...block, plan: plan.name, nasId: plan.nasId }] : []
  })
  return {
    isShared: plans.length > 0,
    translated,
    around: aroundOf(translated?.inside ?? asked.address),
  }
}
