import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { Outcome, Pushed } from '../outside/mpesa/port.ts'
import { pushEnd, type PushEnd } from '../rules/push-result.ts'
import { hurryTellings, lockPrompt, updatePrompt } from '../store/mpesa.ts'
import { endPrompt } from './end-prompt.ts'

const FIRST_LOOK_s = 20
const BUSY = pushEnd('26')
const PHONE_BUSY = pushEnd('1001')
const SET_UP = pushEnd('2028')

/**
 * What Daraja answered. Where nobody knows whether the prompt went out it stays as it is: its callback, the confirmation or Pull
 * will say, or a minute and a half of silence.
 */
export async function recordAsked(
  tx: Tx,
  promptId: string,
  outcome: Outcome<Pushed>,
): Promise<void> {
  const prompt = await lockPrompt(tx, promptId)
  switch (outcome.kind) {
    case 'done':
      if (prompt.checkout_id !== null) return
      await updatePrompt(tx, promptId, {
        checkout_id: outcome.done.checkoutId,
        // It may have been paid already: callbacks come before answers.
        ...(prompt.state === 'asking' && {
          ...{ state: 'open', looks: 0 },
          look_at: tx.now.add({ seconds: FIRST_LOOK_s }),
        }),
      })
      await hurryTellings(tx, prompt.shortcode_id)
      wake(tx, 'payments.read-tellings')
      return
    case 'busy':
      return endPrompt(tx, prompt, BUSY)
    case 'refused':
      return endPrompt(tx, prompt, refusedEnd(outcome))
    case 'unknown':
  }
}

/** Only here is the text of an answer read, because Daraja gives one code to a busy phone and to a wrong set-up. */
function refusedEnd({ said }: { said: string }): PushEnd {
  return /lock subscriber|already in process/i.test(said) ? PHONE_BUSY : SET_UP
}
