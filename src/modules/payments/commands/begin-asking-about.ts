import type { Tx } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { doorsThatAsk } from '../queries/doors.ts'
import { lockClaim } from '../store/claims.ts'
import { insertConversation } from '../store/conversations.ts'

export type AskingAbout = {
  readonly conversationId: string
  readonly receipt: string
  readonly door: Door
  readonly hookSecret: string
}

/** Of each shortcode that can ask, and has no answer yet, one question about a receipt that somebody claims. */
export async function beginAskingAbout(tx: Tx, claimId: string): Promise<AskingAbout[]> {
  const claim = await lockClaim(tx, claimId)
  if (claim.state !== 'waiting') return []
  const asking: AskingAbout[] = []
  for (const { shortcodeId, door, hookSecret } of await doorsThatAsk(tx, claimId)) {
    const conversationId = await insertConversation(tx, {
      ...{ shortcodeId, kind: 'status', lookAt: null },
      subject: { kind: 'claim', id: claimId },
    })
    asking.push({ conversationId, receipt: claim.receipt, door, hookSecret })
  }
  return asking
}
