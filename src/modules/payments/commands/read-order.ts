import { accountTotal } from '#modules/ledger/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { ResultTold } from '../outside/mpesa/results.ts'
import { readBalances } from '../rules/balances.ts'
import type { OrderEnd } from '../rules/order-end.ts'
import { readMpesaTime } from '../rules/mpesa-words.ts'
import { insertBalance } from '../store/balances.ts'
import { updateConversation, type Conversation } from '../store/conversations.ts'
import type { TellingEnd } from '../store/mpesa.ts'
import { settleBusinessPayment } from './settle-business-payment.ts'
import { settleReversal } from './settle-reversal.ts'

/** "Already reversed": whoever had it done, the money is back with its payer (Daraja, Reversal). */
const REVERSED_BEFORE = 'R000001'

/** The answer to an order, from Daraja itself. */
export async function readOrder(
  tx: Tx,
  answer: { conversation: Conversation; told: ResultTold; account: number },
): Promise<TellingEnd> {
  const { conversation, told, account } = answer
  const { code, said, receipt = null, facts } = told
  const when = facts.get('transactioncompletedtime') ?? facts.get('transcompletedtime') ?? ''
  const done: OrderEnd = { kind: 'done', receipt, at: readMpesaTime(when) }
  const failed: OrderEnd = { kind: 'failed', code, said }
  switch (conversation.kind) {
    case 'balance':
      return readBalance(tx, answer)
    case 'reversal': {
      const end = code === REVERSED_BEFORE ? { ...done, receipt: null } : failed
      await settleReversal(tx, conversation, code === '0' ? done : end)
      return { state: 'done' }
    }
    default: {
      const paid: OrderEnd =
        receipt === null ? { kind: 'unknown', said: 'Paid, without a receipt' } : done
      await settleBusinessPayment(
        tx,
        { order: conversation, account },
        code === '0' ? paid : failed,
      )
      return { state: 'done' }
    }
  }
}

/** Beside what the books hold at this moment, so that the two are compared as of one time. */
async function readBalance(
  tx: Tx,
  {
    conversation,
    told,
    account,
  }: { conversation: Conversation; told: ResultTold; account: number },
): Promise<TellingEnd> {
  const accounts = readBalances(told.facts.get('accountbalance') ?? '')
  const isTold = told.code === '0' && accounts.length > 0
  await updateConversation(tx, conversation.id, {
    ...{ state: isTold ? 'done' : 'failed', code: told.code, said: told.said },
    ...{ settled_at: tx.now, look_at: null },
  })
  if (!isTold) return told.code === '0' ? { state: 'odd', why: 'unreadable' } : { state: 'done' }
  await insertBalance(tx, {
    ...{ conversationId: conversation.id, shortcodeId: conversation.shortcode_id, accounts },
    booked: await accountTotal(tx, account),
  })
  return { state: 'done' }
}
