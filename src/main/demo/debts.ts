import type { Client } from '#kernel/client.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { chargeSubscriber } from '#modules/billing/index.ts'
import {
  chargeSubscriber as charge,
  creditInvoice,
  disputeInvoice,
  giveGoodwill,
  listInvoices,
  noteOutage,
  promiseToPay,
  readDunningOf,
  readInvoice,
  takeDeposit,
  writeOffInvoice,
} from '#modules/billing/contract.ts'
import { recordPayment } from '#modules/payments/contract.ts'
import { listServices, putUnderContract, readService } from '#modules/services/contract.ts'
import {
  listSubscribers,
  readStanding,
  setTaxStanding,
  usualContractTerms,
} from '#modules/subscribers/contract.ts'
import type { Tx } from '#platform/tx.ts'
import { haveContract } from './contract.ts'
import { sameId } from './same-id.ts'

/** What companies were charged once, how many days ago, and how many days they had: shillings. What became of it follows in `seeToDebts`. */
const CHARGED = [
  { daysAgo: 118, due: 14, words: ['Server room cabling', 'Kebo za chumba cha seva'], sh: 34_800 },
  { daysAgo: 64, due: 30, words: ['Fibre to the annex', 'Fiber hadi jengo la pili'], sh: 58_000 },
  { daysAgo: 47, due: 30, words: ['Wi-Fi survey', 'Upimaji wa Wi-Fi'], sh: 17_400 },
  { daysAgo: 33, due: 30, words: ['Router, installed', 'Ruta, imefungwa'], sh: 23_200 },
  {
    daysAgo: 20,
    due: 14,
    words: ['Repair after digging', 'Ukarabati baada ya uchimbaji'],
    sh: 8_700,
  },
  { daysAgo: 12, due: 30, words: ['Second link', 'Kiungo cha pili'], sh: 116_000 },
] as const

const companies = async (owner: Client) =>
  (await owner.call(listSubscribers, { kind: ['company'], sort: 'number', limit: 8 })).items

/** Things that companies were charged for in the last months, in the order of time. */
export async function oldDebts(owner: Client, now: Temporal.Instant) {
  const owing = await companies(owner)
  return CHARGED.flatMap(({ daysAgo, due, words: [en, sw], sh }, place) => {
    const subscriberId = owing[place]?.id
    const at = now.subtract({ hours: 24 * daysAgo })
    if (subscriberId === undefined) return []
    const input = charge.input.parse({
      ...{
        subscriberId,
        id: sameId('charge', subscriberId, en),
        words: { en, sw },
        dueInDays: due,
      },
      ...{ amount: moneyToWire(kes(BigInt(sh) * 100n)), taxMode: 'inclusive' },
      taxClassId: 'goods',
    })
    const work = async (tx: Tx) => void (await chargeSubscriber({ ...tx, now: at }, input))
    return [{ at: at.toString(), work }]
  })
}

/** A company with a contract that promises availability, and a cut last month that broke the promise. */
export async function promiseAvailability(owner: Client, today: Temporal.PlainDate) {
  const last = today.with({ day: 1 }).subtract({ months: 1 })
  for (const { id: subscriberId } of (await companies(owner)).slice(1)) {
    const { items } = await owner.call(listServices, {
      subscriberId: [subscriberId],
      limit: 5,
    })
    const service = items.find(({ status }) => status === 'active')
    if (!service) continue
    const contractId = await haveContract(owner, {
      ...{ subscriberId, name: 'Dedicated line, three years', documentId: null },
      ...{ from: last.subtract({ months: 1 }).toString(), until: null, terms: PROMISED },
    })
    const held = await owner.call(readService, { serviceId: service.id })
    if (held.contractId === null)
      await owner.call(putUnderContract, {
        ...{ serviceId: service.id, version: held.version, contractId },
      })
    const cut = (time: string) =>
      last.with({ day: 14 }).toZonedDateTime({ timeZone: 'Africa/Nairobi', plainTime: time })
    await owner.call(noteOutage, {
      ...{ serviceId: service.id, id: sameId('outage', service.id) },
      reason: 'Fibre cut by road works',
      from: cut('09:20').toInstant().toString(),
      to: cut('18:05').toInstant().toString(),
    })
    return
  }
}

const PROMISED = {
  ...usualContractTerms,
  serviceLevel: {
    ...{ availability_bp: 9990, creditCap_bp: 3000 },
    bands: [
      { below_bp: 9990, credit_bp: 500 },
      { below_bp: 9900, credit_bp: 1500 },
    ],
  },
}

/**
 * The oldest debt is given up, one is disputed, one is promised, one was charged too high; somebody keeps back VAT and paid the rest, and one left
 * a deposit. The others wait for dunning.
 */
export async function seeToDebts(owner: Client, today: Temporal.PlainDate): Promise<void> {
  const [bad, , wrong, promised, high, agent] = await companies(owner)
  if (!bad || !wrong || !promised || !high || !agent) return
  const invoiceOf = async ({ id: subscriber }: { id: string }) =>
    (await owner.call(listInvoices, { subscriber, sort: 'issuedAt', limit: 1 })).items[0]

  const lost = await invoiceOf(bad)
  if (lost && lost.open.cents !== '0')
    await owner.call(writeOffInvoice, {
      ...{ invoiceId: lost.id, id: sameId('write-off', lost.id), amount: lost.open },
      reason: 'Closed down, nobody answers',
    })
  const disputed = await invoiceOf(wrong)
  const reason = 'They say that nobody came to survey the second floor'
  if (disputed && (await owner.call(readInvoice, { invoiceId: disputed.id })).disputes.length === 0)
    await owner.call(disputeInvoice, { invoiceId: disputed.id, reason })
  await promises(owner, promised.id, today.add({ days: 5 }).toString())
  const tooHigh = await invoiceOf(high)
  if (tooHigh) await paysLess(owner, tooHigh.id)
  await owner.call(giveGoodwill, {
    ...{ subscriberId: high.id, id: sameId('goodwill', high.id), amount: amount(1_000n) },
    reason: 'Two days without a line',
  })
  await keepsBackVat(owner, agent.id, today.toString())
}

const amount = (shillings: bigint) => moneyToWire(kes(shillings * 100n))

async function promises(owner: Client, subscriberId: string, untilOn: string) {
  const { promise } = await owner.call(readDunningOf, { subscriberId })
  const id = sameId('promise', subscriberId, untilOn)
  if (!promise) await owner.call(promiseToPay, { subscriberId, id, untilOn })
}

async function paysLess(owner: Client, invoiceId: string) {
  const { lines, creditNotes } = await owner.call(readInvoice, { invoiceId })
  const [line] = lines
  if (!line || creditNotes.length > 0) return
  await owner.call(creditInvoice, {
    ...{ invoiceId, reason: 'The contractor pays for half of it' },
    lines: [{ lineId: line.id, net: amount(3_750n) }],
  })
}

async function keepsBackVat(owner: Client, subscriberId: string, paidOn: string) {
  const { taxes } = await owner.call(readStanding, { subscriberId })
  if (!taxes.some(({ kind }) => kind === 'withholding-agent'))
    await owner.call(setTaxStanding, {
      ...{ subscriberId, kind: 'withholding-agent', certificate: 'KRA/WHVAT/2024/118' },
      ...{ documentId: null, from: '2024-07-01', until: null },
    })
  const receipt = 'FT26317MWK2C'
  await owner.call(recordPayment, {
    ...{ id: sameId('payment', receipt), subscriberId, rail: 'bank', receipt },
    ...{ amount: amount(114_000n), paidOn, note: 'Net of withheld VAT' },
  })
  await owner.call(takeDeposit, {
    ...{ subscriberId, id: sameId('deposit', subscriberId), amount: amount(20_000n) },
    ...{ reason: 'Switch on loan', payment: { rail: 'cheque', receipt: '000418', paidOn } },
  })
}
