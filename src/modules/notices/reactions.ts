import { channel } from '#kernel/message.ts'
import {
  boughtTakenBack,
  dunningStepped,
  invoiceIssued,
  invoicesIssued,
  quotationSent,
  renewalFellShort,
  serviceRenewed,
} from '#modules/billing/index.ts'
import { paymentAssigned, paymentReceived, standingOrderMissed } from '#modules/payments/index.ts'
import { holdLifted, holdSet, planChanged } from '#modules/services/index.ts'
import { quotaChanged, shareReached, stageChanged } from '#modules/usage/index.ts'
import { on, onTogether } from '#platform/events.ts'
import type { Tx } from '#platform/tx.ts'
import { tell } from './commands/tell.ts'
import { tellOfServices } from './commands/tell-of-services.ts'
import { tellOfMissedOrder } from './commands/tell-of-missed-order.ts'
import { tellOfInvoices } from './commands/tell-of-invoices.ts'
import { tellOfGone } from './commands/tell-of-gone.ts'
import { tellOfPayments } from './commands/tell-of-payments.ts'
import { tellOfQuotation } from './commands/tell-of-quotation.ts'
import { choicesNow } from './queries/choices.ts'
import { FRESH_hours } from './rules/defaults.ts'
import { dayWords, momentWords, moneyWords } from './rules/words.ts'

/** What is told late is not told: see `FRESH_hours`. */
function isFresh(tx: Tx, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, tx.now.subtract({ hours: FRESH_hours })) > 0
}

const ofMoney = [
  onTogether(
    paymentReceived,
    'notices.tell-payment',
    (tx, happened) =>
      tellOfPayments(
        tx,
        happened.flatMap(({ payload: { paymentId, subscriberId } }) =>
          subscriberId === null ? [] : [{ paymentId, subscriberId }],
        ),
      ),
    { concerns: ({ subscriberId }) => subscriberId !== null },
  ),
  onTogether(paymentAssigned, 'notices.tell-assigned', (tx, happened) =>
    tellOfPayments(
      tx,
      happened.map(({ payload }) => payload),
    ),
  ),
  onTogether(
    serviceRenewed,
    'notices.tell-renewed',
    (tx, happened) =>
      tellOfServices(
        tx,
        happened
          .filter(({ at }) => isFresh(tx, at))
          .map(({ payload: { serviceId, paidUntil, amount } }) => ({
            ...{ notice: 'service-renewed', key: `${serviceId}:${paidUntil}`, serviceId },
            values: ({ zone, language }) => ({
              until: momentWords(Temporal.Instant.from(paidUntil), zone, language),
              amount: moneyWords(BigInt(amount.cents), language),
            }),
          })),
      ),
    // The receipt says the same, so that most ISPs leave this off.
    { isWanted: async (tx) => (await choicesNow(tx)).get('service-renewed')?.isOn ?? false },
  ),
  on(boughtTakenBack, 'notices.tell-gone', async (tx, gone, { at }) => {
    if (isFresh(tx, at)) await tellOfGone(tx, gone)
  }),
  on(standingOrderMissed, 'notices.tell-missed-order', async (tx, missed, { at }) => {
    if (isFresh(tx, at)) await tellOfMissedOrder(tx, missed)
  }),
  on(renewalFellShort, 'notices.tell-short', async (tx, short, { at, eventId }) => {
    if (!isFresh(tx, at)) return
    await tellOfServices(tx, [
      {
        ...{ notice: 'wallet-short', key: eventId, serviceId: short.serviceId },
        values: ({ language }) => ({ missing: moneyWords(BigInt(short.missing.cents), language) }),
      },
    ])
  }),
  onTogether(invoiceIssued, 'notices.tell-invoice', (tx, happened) =>
    tellOfInvoices(
      tx,
      happened.flatMap(({ payload, at }) => (isFresh(tx, at) ? [payload.invoiceId] : [])),
    ),
  ),
  on(invoicesIssued, 'notices.tell-invoices', (tx, { invoiceIds }, { at }) =>
    isFresh(tx, at) ? tellOfInvoices(tx, invoiceIds) : Promise.resolve(),
  ),
  on(quotationSent, 'notices.tell-quotation', async (tx, { quotationId }, { at }) => {
    if (isFresh(tx, at)) await tellOfQuotation(tx, quotationId)
  }),
  on(dunningStepped, 'notices.tell-dunning', async (tx, step, { at, eventId }) => {
    if (!isFresh(tx, at)) return
    const channels = step.channels.flatMap((name) => channel.safeParse(name).data ?? [])
    await tell(tx, [
      {
        notice: step.action === 'remind' ? 'overdue' : 'restricted',
        ...{ key: eventId, subscriberId: step.subscriberId },
        values: ({ language }) => ({
          amount: moneyWords(BigInt(step.open.cents), language),
          due: dayWords(Temporal.PlainDate.from(step.dueOn), language),
        }),
        ...(channels.length > 0 && { channels }),
      },
    ])
  }),
]

const ofUsage = [
  on(
    stageChanged,
    'notices.tell-stage',
    async (tx, { serviceId, to }, { at, eventId }) => {
      if (to === null || !isFresh(tx, at)) return
      await tellOfServices(tx, [{ notice: 'slower', key: eventId, serviceId }])
    },
    { concerns: ({ from, to }) => to !== null && (from === null || to > from) },
  ),
  on(
    quotaChanged,
    'notices.tell-quota',
    async (tx, { serviceId }, { at, eventId }) => {
      if (isFresh(tx, at))
        await tellOfServices(tx, [{ notice: 'used-up', key: eventId, serviceId }])
    },
    { concerns: ({ state }) => state === 'used-up' },
  ),
  on(shareReached, 'notices.tell-share', async (tx, { serviceId, share_bp }, { at, eventId }) => {
    if (!isFresh(tx, at)) return
    await tellOfServices(tx, [
      {
        ...{ notice: 'usage-share', key: eventId, serviceId },
        values: () => ({ share: `${Math.round(share_bp / 100)}%` }),
      },
    ])
  }),
]

const ofServices = [
  on(
    planChanged,
    'notices.tell-plan',
    async (tx, { serviceId, fromVersionId }, { at, eventId }) => {
      if (!isFresh(tx, at)) return
      await tellOfServices(tx, [{ notice: 'plan-changed', key: eventId, serviceId, fromVersionId }])
    },
  ),
  // Who did not pay was told so by dunning, in other words.
  on(
    holdSet,
    'notices.tell-held',
    async (tx, { serviceId, holdId }, { at }) => {
      if (isFresh(tx, at)) await tellOfServices(tx, [{ notice: 'held', key: holdId, serviceId }])
    },
    { concerns: ({ reason }) => reason !== 'nonpayment' },
  ),
  on(
    holdLifted,
    'notices.tell-back',
    async (tx, { serviceId, holdId }, { at }) => {
      if (isFresh(tx, at)) await tellOfServices(tx, [{ notice: 'back', key: holdId, serviceId }])
    },
    { concerns: ({ reason }) => reason !== 'nonpayment' },
  ),
]

export const reactions = [...ofMoney, ...ofUsage, ...ofServices]
