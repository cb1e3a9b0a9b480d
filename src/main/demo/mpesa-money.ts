import { system } from '#kernel/actor.ts'
import type { Client } from '#kernel/client.ts'
import { kes } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/index.ts'
import { claimForSubscriber, listClaims, listStatements } from '#modules/payments/contract.ts'
import {
  addStatement,
  receivePayment,
  reversePayment,
  type NewStatement,
} from '#modules/payments/index.ts'
import { listSubscribers } from '#modules/subscribers/contract.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import type { Ground } from '../ground.ts'
import { sameId } from './same-id.ts'

const ORIGIN = { actor: system('demo'), name: 'demo.mpesa-money' }
type Person = { readonly id: string; readonly name: string; readonly number: string }
type Line = NewStatement['lines'][number]

/** What M-Pesa brings besides payments that fit: wrong numbers, a payment taken back, a claim, and a statement that does not agree. */
export async function bookMpesaMoney(owner: Client, ground: Ground): Promise<void> {
  const { items: people } = await owner.call(listSubscribers, { sort: 'number', limit: 10 })
  const [first, second, third] = people
  const { items: statements } = await owner.call(listStatements, { limit: 1 })
  if (!first || !second || !third || statements.length > 0) return
  await ground.units.unit(ORIGIN, async (tx) => {
    await payWrongly(tx, [first, second, third])
    await takeBack(tx, second)
    await importStatement(tx)
  })
  const { items: claims } = await owner.call(listClaims, { limit: 1 })
  if (claims.length > 0) return
  const receipt = 'TKM4R7T2WB'
  await owner.call(claimForSubscriber, {
    ...{ id: sameId('claim', receipt), subscriberId: third.id, receipt, phone: null },
  })
}

const paid = (tx: Tx, receipt: string, shillings: number, hours: number) => ({
  ...{ rail: 'mpesa' as const, channel: 'c2b', receipt, amount: kes(BigInt(shillings) * 100n) },
  ...{ paidAt: tx.now.subtract({ hours }), into: { account: CHART.mpesaPaybill } },
})

/** A slip of the finger, a name instead of a number, a neighbour's till: each suggests somebody, none for certain. */
async function payWrongly(tx: Tx, [first, second, third]: readonly [Person, Person, Person]) {
  const swapped = first.number.replace(/(\d)(\d)$/, '$2$1')
  const nameOf = ({ name }: Person) => name.split(' ')[0] ?? name
  await receivePayment(tx, {
    ...paid(tx, 'TKM1A5C9DF', 2_999, 30),
    ...{ account: swapped, payer: { name: nameOf(first).toUpperCase(), told: '2547 ***** 431' } },
  })
  await receivePayment(tx, {
    ...paid(tx, 'TKM2B6D0EG', 1_500, 20),
    ...{ account: `wifi ya ${nameOf(second)}`, payer: { name: 'JUMA', told: '2541 ***** 208' } },
  })
  await receivePayment(tx, {
    ...paid(tx, 'TKM4R7T2WB', 1_999, 6),
    ...{ account: `house of ${nameOf(third)}`, payer: { name: nameOf(third).toUpperCase() } },
  })
}

async function takeBack(tx: Tx, owner: Person) {
  const { paymentId, how } = await receivePayment(tx, {
    ...paid(tx, 'TKL3C8E1FH', 500, 60),
    owner: { subscriberId: owner.id, by: 'caller' },
  })
  if (how === 'was-known') return
  const reason = 'M-Pesa gave it back: the payer typed the wrong paybill'
  await reversePayment(tx, { paymentId, because: 'provider', reason })
}

/** Of one morning: a payment that no callback told of, a charge, a settlement to the bank, and an amount that differs. */
async function importStatement(tx: Tx) {
  const from = tx.now.subtract({ hours: 31 })
  const line = (
    n: number,
    kind: Line['kind'],
    receipt: string,
    cents: bigint,
    details: string,
  ): Line => ({
    ...{ place: n + 5, key: `${receipt}:${kind}:${cents}`, kind, rail: 'mpesa', receipt, cents },
    ...{ ofReceipt: null, balanceCents: null, at: from.add({ minutes: n * 12 }) },
    told: { details, account: null, name: null, phone: null },
  })
  const lines = [
    line(0, 'payment', 'TKM0Z4B8CE', 100_000n, 'Pay Bill from 2547****912 - OTIENO'),
    line(1, 'charge', 'TKM0Z4B8CE', -1_000n, 'Pay Bill Charge'),
    line(5, 'payment', 'TKM1A5C9DF', 290_000n, 'Pay Bill from 2547****431'),
    line(6, 'transfer', 'TKM1B6C0DG', -2_000_000n, 'Organization Settlement to bank'),
    line(7, 'other', 'TKM1C7D1EH', 5_000n, 'Promotion credit'),
  ]
  const fileName = 'ORG_522522_Utility.csv'
  await addStatement(tx, {
    ...{ id: sameId('statement', fileName), account: CHART.mpesaPaybill, shortcodeId: null },
    ...{ format: 'mpesa-csv', fileName, digest: hashToken(fileName), lines, skipped: 0 },
  })
}
