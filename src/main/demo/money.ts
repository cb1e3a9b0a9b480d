import type { Client } from '#kernel/client.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { changeAccount, listAccounts, listJournals, postByHand } from '#modules/ledger/contract.ts'
import {
  assignPayment,
  listPayments,
  recordPayment,
  type Rail,
} from '#modules/payments/contract.ts'
import { listSubscribers } from '#modules/subscribers/contract.ts'
import { sameId } from './same-id.ts'

const BANK = 1020
const PAYBILL = 1010
const OPENING = 3000
const FEES = 5100

/** What the accountant's own books call ours. */
const THEIR_NAMES = [
  { code: BANK, exportName: 'Equity Bank – Operations' },
  { code: PAYBILL, exportName: 'M-Pesa Paybill 522522' },
]

/** What the accountant books by hand in the first weeks: shillings. */
const BY_HAND = [
  {
    daysAgo: 40,
    memo: 'Opening balance at the bank',
    debit: BANK,
    credit: OPENING,
    shillings: 480_000,
  },
  { daysAgo: 21, memo: 'Paybill to bank, week 1', debit: BANK, credit: PAYBILL, shillings: 5_000 },
  { daysAgo: 20, memo: 'Bank charges', debit: FEES, credit: BANK, shillings: 1_250 },
  { daysAgo: 7, memo: 'Paybill to bank, week 3', debit: BANK, credit: PAYBILL, shillings: 2_000 },
] as const

/** Money that came in: who pays what, how many days ago. `null`: nobody knows whose it is. */
const PAID: {
  daysAgo: number
  rail: Rail
  receipt: string | null
  shillings: number
  by: number | null
}[] = [
  { daysAgo: 26, rail: 'mpesa', receipt: 'TJR4K8M2QX', shillings: 2_999, by: 0 },
  { daysAgo: 25, rail: 'mpesa', receipt: 'TJS1P0D7WZ', shillings: 4_999, by: 1 },
  { daysAgo: 24, rail: 'bank', receipt: 'FT26302XK91L', shillings: 45_000, by: 2 },
  { daysAgo: 19, rail: 'cash', receipt: null, shillings: 1_500, by: 3 },
  { daysAgo: 12, rail: 'mpesa', receipt: 'TKB9C3R5HN', shillings: 2_999, by: 4 },
  { daysAgo: 9, rail: 'airtel', receipt: 'MP261114.0912.K55', shillings: 1_999, by: 5 },
  { daysAgo: 4, rail: 'mpesa', receipt: 'TKJ2V6Y8BD', shillings: 2_999, by: null },
  { daysAgo: 2, rail: 'mpesa', receipt: 'TKL7S4F1GA', shillings: 500, by: null },
  { daysAgo: 1, rail: 'cheque', receipt: '000417', shillings: 12_000, by: 2 },
  { daysAgo: 0, rail: 'mpesa', receipt: 'TKN5E9T3UC', shillings: 3_500, by: null },
]

/**
 * Some weeks of money, as the accountant and the cashier book it. Each step looks first whether it is done, so that a
 * demo that was killed half way is completed.
 */
export async function bookMoney(owner: Client, today: Temporal.PlainDate): Promise<void> {
  await nameAccounts(owner)
  const day = (daysAgo: number) => today.subtract({ days: daysAgo }).toString()
  await bookByHand(owner, day)
  await takePayments(owner, day)
}

async function nameAccounts(owner: Client) {
  const { accounts } = await owner.call(listAccounts, {})
  for (const { code, exportName } of THEIR_NAMES) {
    const account = accounts.find((one) => one.code === code)
    if (!account || account.exportName !== null) continue
    const { name, version } = account
    await owner.call(changeAccount, { code, name, exportName, version })
  }
}

async function bookByHand(owner: Client, day: (daysAgo: number) => string) {
  const { items } = await owner.call(listJournals, { only: 'by-hand' })
  for (const { daysAgo, memo, debit, credit, shillings } of BY_HAND) {
    if (items.some((journal) => journal.memo === memo)) continue
    const amount = moneyToWire(kes(BigInt(shillings) * 100n))
    await owner.call(postByHand, {
      id: crypto.randomUUID(),
      bookedOn: day(daysAgo),
      memo,
      postings: [
        { account: debit, side: 'debit', amount },
        { account: credit, side: 'credit', amount },
      ],
    })
  }
}

async function takePayments(owner: Client, day: (daysAgo: number) => string) {
  const { items: known } = await owner.call(listPayments, { limit: 200 })
  const { items: people } = await owner.call(listSubscribers, { sort: 'number', limit: 10 })
  for (const { daysAgo, rail, receipt, shillings, by } of PAID) {
    const amount = moneyToWire(kes(BigInt(shillings) * 100n))
    const id = sameId('payment', receipt ?? `${rail} ${daysAgo} days ago`)
    if (known.some((one) => one.id === id)) continue
    await owner.call(recordPayment, {
      id,
      subscriberId: by === null ? null : (people[by % Math.max(1, people.length)]?.id ?? null),
      ...{ rail, receipt, amount, paidOn: day(daysAgo), note: null },
    })
  }
  await findAnOwner(owner, people[0]?.id)
}

/** One payment was in suspense until somebody called. */
async function findAnOwner(owner: Client, subscriberId: string | undefined) {
  const { items } = await owner.call(listPayments, { q: 'TKL7S4F1GA', state: ['suspense'] })
  if (!subscriberId || !items[0]) return
  await owner.call(assignPayment, {
    paymentId: items[0].id,
    subscriberId,
    reason: 'The payer called and read the message aloud',
  })
}
