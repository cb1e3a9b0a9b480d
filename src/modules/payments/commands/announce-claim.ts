import type { Tx } from '#platform/tx.ts'
import type { ClaimWhy } from '../contract.ts'
import { claimSettled } from '../events.ts'
import type { ClaimAtStake } from '../store/claims.ts'

/** Says what became of a claim. */
export function announceClaim(
  tx: Tx,
  claim: Pick<ClaimAtStake, 'id' | 'subscriber_id' | 'prompt_id'>,
  state: 'given' | 'refused',
  why: ClaimWhy | null,
): void {
  const { id: claimId, subscriber_id: subscriberId, prompt_id: promptId } = claim
  const order = subscriberId ?? claimId
  tx.emit(claimSettled, { claimId, subscriberId, promptId, state, why }, { order })
}
