import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Outcome, PushStatus } from '../outside/mpesa/port.ts'
import { paymentOfPrompt, subscriberOfPrompt } from '../queries/prompt-facts.ts'
import { pushEnd, type PushEnd } from '../rules/push-result.ts'
import { lockPrompt, updatePrompt } from '../store/mpesa.ts'
import { pullPayments } from '../jobs.ts'
import { awaitReceipt } from './await-receipt.ts'
import { endPrompt } from './end-prompt.ts'
import { markPaid } from './mark-paid.ts'

/** A prompt lives for a minute, and callbacks come within another; then looking grows rarer. */
const NEXT_LOOK_s = [25, 45, 210, 300, 600, 1_800]
/** M-Pesa says paid and the receipt does not come: Pull knows two days. */
const RECEIPT_LOOK_s = [60, 240, 900, 3_600, 14_400, 43_200, 86_400]
const NOT_DELIVERED: PushEnd = { ...pushEnd('1025'), state: 'timed-out' }
const NEVER_HEARD: PushEnd = { ...pushEnd('1037'), why: 'unknown-code' }

/** What a look at a prompt brought; `outcome` is what M-Pesa said, where it was asked. */
export async function recordLook(
  tx: Tx,
  promptId: string,
  outcome: Outcome<PushStatus> | undefined,
): Promise<void> {
  const subscriberId = await subscriberOfPrompt(tx, promptId)
  if (subscriberId !== null) await lockSubscribers(tx, [subscriberId])
  const prompt = await lockPrompt(tx, promptId)
  if (prompt.look_at === null) return
  const paymentId = await paymentOfPrompt(tx, prompt)
  if (paymentId !== undefined) return markPaid(tx, prompt, paymentId)
  switch (prompt.state) {
    case 'asking':
      return endPrompt(tx, prompt, NOT_DELIVERED)
    case 'confirming':
      return lookAgain(tx, prompt, RECEIPT_LOOK_s)
    default:
  }
  const code = outcome?.kind === 'done' ? outcome.done.code : null
  if (code === null) {
    if (prompt.looks >= NEXT_LOOK_s.length) return endPrompt(tx, prompt, NEVER_HEARD)
    return lookAgain(tx, prompt, NEXT_LOOK_s)
  }
  const end = pushEnd(code)
  if (end.state !== 'paid') return endPrompt(tx, prompt, end)
  await awaitReceipt(tx, prompt)
  tx.later(pullPayments, {}, { key: 'payments.pull-now' })
}

async function lookAgain(
  tx: Tx,
  { id, looks }: { id: string; looks: number },
  waits_s: readonly number[],
): Promise<void> {
  const wait_s = waits_s[looks]
  const look_at = wait_s === undefined ? null : tx.now.add({ seconds: wait_s })
  await updatePrompt(tx, id, { look_at, looks: looks + 1 })
}
