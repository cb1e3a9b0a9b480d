import type { Tx } from '#platform/tx.ts'
import { askAboutClaim } from '../jobs.ts'
import { askedAbout, paymentOfReceipt } from '../queries/claims.ts'
import { lockClaim, updateClaim } from '../store/claims.ts'
import { NOT_OURS } from '../rules/claim.ts'
import { judgeClaim } from './judge-claim.ts'
import { refuseClaim } from './refuse-claim.ts'

/** Confirmations come up to three days late. */
const WAITS_s = [15, 30, 60, 180, 600, 1_800, 3_600, 21_600, 86_400, 150_000]
/** At these looks M-Pesa is asked once more, where it has not answered: questions cost nothing. */
const ASK_AGAIN_AT = new Set([3, 6])

/** Looks whether what was claimed is here by now, and whether M-Pesa knows of it at all. */
export async function settleClaim(tx: Tx, claimId: string): Promise<void> {
  const claim = await lockClaim(tx, claimId)
  if (claim.state !== 'waiting') return
  const paymentId = await paymentOfReceipt(tx, claim.receipt)
  if (paymentId !== undefined) {
    await judgeClaim(tx, claimId, paymentId)
    return
  }
  const asked = await askedAbout(tx, claimId)
  const answers = asked.filter(({ state }) => state === 'done')
  if (answers.length > 0 && answers.length === asked.length) {
    const isElsewhere = answers.some(({ code }) => code === NOT_OURS)
    await refuseClaim(tx, claim, isElsewhere ? 'not-ours' : 'not-found', null)
    return
  }
  const wait_s = WAITS_s[claim.looks]
  if (wait_s === undefined) {
    await refuseClaim(tx, claim, 'not-found', null)
    return
  }
  await updateClaim(tx, claimId, {
    looks: claim.looks + 1,
    look_at: tx.now.add({ seconds: wait_s }),
  })
  if (ASK_AGAIN_AT.has(claim.looks)) tx.later(askAboutClaim, { claimId }, { key: claimId })
}
