import type { Tx } from '#platform/tx.ts'
import type { ClaimWhy } from '../contract.ts'
import { updateClaim, type ClaimAtStake } from '../store/claims.ts'
import { announceClaim } from './announce-claim.ts'
import type { Claimed } from './claim-payment.ts'

/** Says no to a claim; what it is about stays as it is. */
export async function refuseClaim(
  tx: Tx,
  claim: ClaimAtStake,
  why: ClaimWhy,
  paymentId: string | null,
): Promise<Omit<Claimed, 'claimId'>> {
  await updateClaim(tx, claim.id, {
    ...{ state: 'refused', why, payment_id: paymentId, settled_at: tx.now, look_at: null },
  })
  announceClaim(tx, claim, 'refused', why)
  return { state: 'refused', why, bought: null }
}
