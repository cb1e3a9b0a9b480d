import { must } from '#kernel/assert.ts'
import { lockStanding } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { CLAIM_STATES, CLAIM_WHYS, PAYMENT_STATES } from '../contract.ts'
import { claimedFacts, phonesOf } from '../queries/claims.ts'
import { decideClaim, type Claimant, type ClaimDecision } from '../rules/claim.ts'
import { knownPhone, lockPayment } from '../store.ts'
import { claimPhone, lockClaim, updateClaim, type ClaimAtStake } from '../store/claims.ts'
import { lockPrompt, promptPhone } from '../store/mpesa.ts'
import { assignPayment } from './assign-payment.ts'
import type { Claimed } from './claim-payment.ts'
import { announceClaim } from './announce-claim.ts'
import { markPaid } from './mark-paid.ts'
import { refuseClaim } from './refuse-claim.ts'

type Judged = Omit<Claimed, 'claimId'>
type Prompt = Awaited<ReturnType<typeof lockPrompt>>

/**
 * Decides whether a payment is theirs who claim it, and gives it to them if it is. Two who claim it at once meet at the payment's lock:
 * the first has it, the second finds that it is taken.
 */
export async function judgeClaim(tx: Tx, claimId: string, paymentId: string): Promise<Judged> {
  const claim = await lockClaim(tx, claimId)
  if (claim.state !== 'waiting') return asSettled(claim)
  if (claim.subscriber_id !== null) await lockStanding(tx, [claim.subscriber_id])
  const prompt = claim.prompt_id === null ? undefined : await lockPrompt(tx, claim.prompt_id)
  const payment = await lockPayment(tx, paymentId)
  const { payer, given, answers, paid_at: paidAt } = await claimedFacts(tx, paymentId)
  const state = must(
    PAYMENT_STATES.find((one) => one === payment.state),
    'a payment has a state',
  )
  const decision = decideClaim(
    {
      ...{ state, ownerId: payment.subscriber_id, answers, left: payment.cents - given, paidAt },
      payer,
    },
    await claimantOf(tx, claim, prompt),
    tx.now,
  )
  return carryOut(tx, { claim, prompt, paymentId }, decision)
}

async function claimantOf(
  tx: Tx,
  claim: ClaimAtStake,
  prompt: Prompt | undefined,
): Promise<Claimant> {
  const phone = claimPhone(tx, claim)
  const said = phone === null ? null : knownPhone(phone)
  if (claim.subscriber_id !== null) {
    const phones = await phonesOf(tx, claim.subscriber_id)
    return { who: { kind: 'subscriber', id: claim.subscriber_id }, phones, said }
  }
  return {
    who: { kind: 'visitor', promptId: prompt?.id ?? null, needs: prompt?.cents ?? 0n },
    phones: prompt ? [knownPhone(promptPhone(tx, prompt))] : [],
    said,
  }
}

async function carryOut(
  tx: Tx,
  about: { claim: ClaimAtStake; prompt: Prompt | undefined; paymentId: string },
  decision: ClaimDecision,
): Promise<Judged> {
  const { claim, prompt, paymentId } = about
  switch (decision.kind) {
    case 'no':
      return refuseClaim(tx, claim, decision.why, paymentId)
    case 'give':
      if (claim.subscriber_id !== null) {
        const { subscriber_id: subscriberId, receipt } = claim
        const reason = `Claimed with receipt ${receipt}`
        await assignPayment(tx, { paymentId, subscriberId, reason, by: 'claim' })
      } else if (prompt) {
        // It was paid otherwise meanwhile: this money may buy something else.
        if (prompt.payment_id !== null) return refuseClaim(tx, claim, 'choose', paymentId)
        await markPaid(tx, prompt, paymentId)
      }
      return grant(tx, claim, paymentId, null)
    case 'theirs':
      return grant(tx, claim, paymentId, null)
    case 'bought':
      return grant(tx, claim, paymentId, decision.promptId)
  }
}

async function grant(
  tx: Tx,
  claim: ClaimAtStake,
  paymentId: string,
  bought: string | null,
): Promise<Judged> {
  await updateClaim(tx, claim.id, {
    ...{ state: 'given', why: null, payment_id: paymentId, settled_at: tx.now, look_at: null },
  })
  announceClaim(tx, claim, 'given', null)
  return { state: 'given', why: null, bought }
}

function asSettled({ state, why }: ClaimAtStake): Judged {
  return {
    state: must(
      CLAIM_STATES.find((one) => one === state),
      'a claim has a state',
    ),
    why: CLAIM_WHYS.find((one) => one === why) ?? null,
    bought: null,
  }
}
