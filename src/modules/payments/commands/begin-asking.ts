import type { Tx } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { lockPrompt, promptPhone, updatePrompt } from '../store/mpesa.ts'

type Asking = {
  readonly door: Door
  readonly hookSecret: string
  readonly phone: string
  readonly shillings: bigint
  readonly account: string
  readonly at: Temporal.Instant
}

/** Marks that a prompt is being sent from here on. Nothing where that was marked before: then it may have been sent. */
export async function beginAsking(tx: Tx, promptId: string): Promise<Asking | undefined> {
  const prompt = await lockPrompt(tx, promptId)
  if (prompt.state !== 'asking' || prompt.looks > 0) return undefined
  await updatePrompt(tx, promptId, { looks: 1 })
  const { door, hookSecret } = await doorOfShortcode(tx, prompt.shortcode_id)
  const phone = promptPhone(tx, prompt).replace('+', '')
  const { cents, account } = prompt
  return { door, hookSecret, phone, shillings: cents / 100n, account, at: tx.now }
}
