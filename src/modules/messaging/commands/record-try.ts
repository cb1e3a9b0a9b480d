import { unreachable } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { channel, messageClass, smsSize, type Channel } from '#kernel/message.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import type { Outcome } from '../outside/port.ts'
import { isAnotherFree, partCents } from '../queries/gateways.ts'
import { afterTry } from '../rules/after-try.ts'
import { markGateway } from '../store/gateways.ts'
import { insertAttempt, lockMessage, openSaid, updateMessage } from '../store.ts'
import { applyReport } from './apply-report.ts'
import { takeEarlyReport } from '../store/reports.ts'

export type Tried = {
  readonly messageId: string
  readonly channel: Channel
  readonly gatewayId: string | null
  readonly outcome: Outcome
  /** Whether its gateway tells by itself what became of it, or is asked. */
  readonly isAsked?: boolean
}

const ASK_AFTER_s = 60

/** Writes down what a gateway said to a message, and decides what becomes of it. */
export async function recordTry(tx: Tx, tried: Tried): Promise<void> {
  const { messageId, outcome, gatewayId } = tried
  const row = await lockMessage(tx, messageId)
  // Somebody else took it meanwhile, because this worker was away for too long; what was said is noted all the same.
  const isMine = row.state === 'waiting' && row.ways[0] === tried.channel
  const spent = await costOf(tx, tried, openSaid(tx, row)?.text ?? '')
  await insertAttempt(tx, {
    ...{ id: newId(tx.now), message_id: messageId, channel: tried.channel },
    ...{ gateway_id: gatewayId, outcome: outcome.kind, at: tx.now, ...spent },
    why: 'said' in outcome ? outcome.said.slice(0, 500) : null,
    provider_id: (outcome.kind === 'taken' && outcome.providerId) || null,
    ask_at: outcome.kind === 'taken' && tried.isAsked ? tx.now.add({ seconds: ASK_AFTER_s }) : null,
  })
  if (gatewayId !== null) await markGateway(tx, gatewayId, howItDid(outcome))
  if (!isMine) return
  const kind = messageClass.parse(row.class)
  const ways = row.ways.map((way) => channel.parse(way))
  const next = afterTry({
    ...{ kind, outcome, ways, tries: row.tries + 1, now: tx.now, until: row.until_at },
    hasOther: gatewayId !== null && (await isAnotherFree(tx, gatewayId, tried.channel)),
  })
  switch (next.kind) {
    case 'sent':
      await updateMessage(tx, messageId, {
        ...{ state: 'sent', look_at: null, why: null, tries: 0, ways: ways.slice(1) },
        ...{ sent_by: tried.channel, sent_at: tx.now, ended_at: tx.now, ...spent },
        ...(kind === 'code' && { said_sealed: null }),
      })
      await catchUp(tx, tried)
      return
    case 'again':
      await updateMessage(tx, messageId, {
        ...{ look_at: next.at, ways: [...next.ways], tries: next.tries, ...spent },
      })
      if (next.at.equals(tx.now)) wake(tx, 'messaging.send-waiting')
      return
    case 'failed':
      await updateMessage(tx, messageId, {
        ...{ state: 'failed', look_at: null, why: next.why, ended_at: tx.now, ...spent },
      })
      return
    default:
      unreachable(next)
  }
}

/** A refusal is about the address, not about who said it. */
function howItDid(outcome: Outcome): 'well' | { trouble: string } {
  return outcome.kind === 'trouble' || outcome.kind === 'unknown'
    ? { trouble: outcome.said }
    : 'well'
}

/** What the provider says it costs; else so many parts at our price of one. */
async function costOf(tx: Tx, { channel: way, gatewayId, outcome }: Tried, text: string) {
  if (outcome.kind !== 'taken' || gatewayId === null) return { parts: 0, cents: 0n }
  const parts = outcome.parts ?? (way === 'sms' ? smsSize(text).parts : 1)
  const cents = outcome.cents ?? (await partCents(tx, gatewayId)) * BigInt(parts)
  return { parts, cents }
}

/** A report that came before we had noted whose it is. */
async function catchUp(tx: Tx, { gatewayId, outcome }: Tried) {
  if (gatewayId === null || outcome.kind !== 'taken' || outcome.providerId === undefined) return
  const early = await takeEarlyReport(tx, gatewayId, outcome.providerId)
  if (early) await applyReport(tx, gatewayId, early)
}
