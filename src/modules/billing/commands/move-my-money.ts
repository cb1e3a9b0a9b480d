import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import { CHART, credit, debit, findJournal, post } from '#modules/ledger/index.ts'
import { lockSubscribers, lookedAfter, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import type { moveMyMoney as endpoint } from '../contract.ts'
import { purse } from '../queries/purse.ts'
import { amountNotPositive, notLookedAfter, walletTooLow } from '../refusals.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Money goes from one's own wallet to that of somebody whom the same phone or address looks after: a parent's to a child's line, a company's to a
 * branch's. What is overdue stays for its invoices. It buys there what it can; the same id moves it once.
 */
export async function moveMyMoney(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, toSubscriberId, amount } = input
  const from = callingSubscriber(tx)
  if (amount.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  if (toSubscriberId === from || !(await lookedAfter(tx)).includes(toSubscriberId))
    throw notLookedAfter()
  await lockSubscribers(tx, [from, toSubscriberId])
  const key = `billing.moved:${id}`
  if (await findJournal(tx, key)) return
  const { wallet, overdue } = await purse(tx, from)
  const missing = amount.cents - (wallet - overdue)
  if (missing > 0n) throw walletTooLow({ missing: decimalMoney(kes(missing)) })
  await post(tx, {
    kind: 'billing.wallet-move',
    key,
    subject: { kind: 'subscribers.subscriber', id: from },
    postings: [
      debit(CHART.wallets, amount, { party: from }),
      credit(CHART.wallets, amount, { party: toSubscriberId }),
    ],
  })
  const facts = { cents: String(amount.cents) }
  await noteMoments(tx, [
    { subscriberId: from, what: 'billing.money-sent', facts },
    { subscriberId: toSubscriberId, what: 'billing.money-got', facts },
  ])
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: toSubscriberId }] })
  await renewFromWallets(tx, { subscriberIds: [toSubscriberId] })
}
