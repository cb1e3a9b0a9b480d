import { networkOf } from '#kernel/ip.ts'
import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { ClaimState, ClaimWhy } from '../contract.ts'
import { askAboutClaim, pullPayments } from '../jobs.ts'
import { paymentOfReceipt, triesOf } from '../queries/claims.ts'
import { mayClaim, readClaimedReceipt } from '../rules/claim.ts'
import { insertClaim } from '../store/claims.ts'
import { judgeClaim } from './judge-claim.ts'

export type Claiming = {
  /** Made by the sender, so that a repetition claims once. */
  readonly id: string
  /** The code as typed, or the whole message of M-Pesa. */
  readonly receipt: string
  /** That paid, as they say, where they say it. */
  readonly phone: string | null
  readonly by:
    | { readonly kind: 'subscriber'; readonly subscriberId: string }
    | {
        readonly kind: 'visitor'
        /** The purchase that they want for it (`askForPurchase`, `openPurchase`); null: none is chosen yet. */
        readonly promptId: string | null
        /** What tells this device and this line from others, so that tries can be counted. */
        readonly device: string
        readonly address: string
      }
}

export type Claimed = {
  readonly claimId: string
  /** `waiting`: M-Pesa is asked; read `claimNow` again in some seconds, or listen to `claimSettled`. */
  readonly state: ClaimState
  readonly why: ClaimWhy | null
  /** A visitor's receipt that paid for this purchase before: they may come back to what it bought. */
  readonly bought: string | null
}

/**
 * Somebody says that a payment is theirs, by its receipt. What waits in suspense becomes theirs as far as the rules allow; what nobody
 * has told us of is asked of M-Pesa, and settled when the answer comes. A wrong claim is answered and not thrown, because it has to be
 * counted: whoever guesses is not heard any more for a while.
 */
export async function claimPayment(tx: Tx, claiming: Claiming): Promise<Claimed> {
  const { id, phone, by } = claiming
  const receipt = readClaimedReceipt(claiming.receipt)
  const no = (why: ClaimWhy): Claimed => ({ claimId: id, state: 'refused', why, bought: null })
  if (receipt === undefined) return no('unreadable')
  const who = {
    subscriberId: by.kind === 'subscriber' ? by.subscriberId : null,
    device: by.kind === 'visitor' ? by.device : null,
    address: by.kind === 'visitor' ? networkOf(by.address) : null,
  }
  if (tx.actor.kind !== 'staff' && !mayClaim(await triesOf(tx, who))) return no('too-many')
  const promptId = by.kind === 'visitor' ? by.promptId : null
  const isNew = await insertClaim(tx, { ...who, id, receipt, phone, promptId })
  if (isNew) audit(tx, { objects: [{ table: 'payments.claim', id }] })
  const paymentId = await paymentOfReceipt(tx, receipt)
  if (paymentId === undefined) {
    if (isNew) {
      tx.later(askAboutClaim, { claimId: id }, { key: id })
      tx.later(pullPayments, {}, { key: 'payments.pull-now' })
      wake(tx, 'payments.settle-claims')
    }
    return { claimId: id, state: 'waiting', why: 'asked', bought: null }
  }
  return { claimId: id, ...(await judgeClaim(tx, id, paymentId)) }
}
