import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { planQuote } from './plan-quotes.ts'

/** What somebody has, owes, and pays next, in their own portal. */
export const myMoney = z.object({
  wallet: moneyOnWire,
  owed: moneyOnWire,
  overdue: moneyOnWire,
  overdueSince: date.nullable(),
  next: z.array(
    z.object({
      serviceId: id,
      plan: z.string(),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      price: moneyOnWire,
      /** What the wallet lacks for it. */
      missing: moneyOnWire,
    }),
  ),
  /** What it lacks for all of them together: each takes from the same wallet. */
  lacking: moneyOnWire,
})
export type MyMoney = z.infer<typeof myMoney>

export const readMyMoney = endpoint({
  name: 'billing.read-my-money',
  method: 'GET',
  path: '/api/portal/money',
  access: 'subscriber',
  summary: 'What the one who asks has, owes, and pays next',
  input: z.object({}),
  reply: myMoney,
})

export const renewMyService = endpoint({
  name: 'billing.renew-my-service',
  method: 'POST',
  path: '/api/portal/services/:serviceId/renew',
  access: 'subscriber',
  summary: 'Buys the next period of one’s own service from one’s wallet',
  input: z.object({ serviceId: id }),
  reply: myMoney,
})

export const listMyInvoices = listEndpoint({
  name: 'billing.list-my-invoices',
  path: '/api/portal/invoices',
  access: 'subscriber',
  summary: 'The invoices of the one who asks',
  sorts: ['issuedAt'],
  defaultSort: '-issuedAt',
  filters: {},
  item: z.object({
    id,
    code: z.string(),
    issuedOn: date,
    dueOn: date,
    gross: moneyOnWire,
    open: moneyOnWire,
  }),
})

export const listMyPlans = endpoint({
  name: 'billing.list-my-plans',
  method: 'GET',
  path: '/api/portal/services/:serviceId/plans',
  access: 'subscriber',
  summary: 'The plans that one’s own service may change to',
  input: z.object({ serviceId: id }),
  reply: z.object({ plans: z.array(z.object({ planVersionId: id, name: z.string() })) }),
})

export const quoteMyPlan = endpoint({
  name: 'billing.quote-my-plan',
  method: 'POST',
  path: '/api/portal/services/:serviceId/plan-quotes',
  access: 'subscriber',
  summary: 'What another plan would cost one’s own service from now on, line by line',
  pace: 'heavy',
  input: z.object({ serviceId: id, planVersionId: id }),
  reply: planQuote,
})

export const acceptMyPlanQuote = endpoint({
  name: 'billing.accept-my-plan-quote',
  method: 'POST',
  path: '/api/portal/services/:serviceId/plan-quotes/:quoteId/accept',
  access: 'subscriber',
  summary:
    'Changes the plan of one’s own service at the quoted price: now, or as soon as the money is there',
  input: z.object({ serviceId: id, quoteId: id }),
  reply: planQuote,
})

export const myAddons = z.object({
  has: z.array(
    z.object({ id, name: z.string(), quantity: z.int(), until: z.iso.datetime().nullable() }),
  ),
  /** What the network gives at once: data, a faster line. */
  offered: z.array(
    z.object({
      productId: id,
      name: z.object({ en: z.string(), sw: z.string() }),
      charged: z.enum(['once', 'each-period']),
    }),
  ),
})
export type MyAddons = z.infer<typeof myAddons>

const ofService = z.object({ serviceId: id })

export const listMyAddons = endpoint({
  name: 'billing.list-my-addons',
  method: 'GET',
  path: '/api/portal/services/:serviceId/addons',
  access: 'subscriber',
  summary: 'What can be added to one’s own service, and what it has',
  input: ofService,
  reply: myAddons,
})

export const myAddonQuote = z.object({
  productId: id,
  charged: z.enum(['once', 'each-period']),
  /** Now, taxes included; what is charged with each period costs its share of the paid time that is left. */
  amount: moneyOnWire,
  /** What the wallet lacks for it. */
  missing: moneyOnWire,
})
export type MyAddonQuote = z.infer<typeof myAddonQuote>

export const quoteMyAddon = endpoint({
  name: 'billing.quote-my-addon',
  method: 'GET',
  path: '/api/portal/services/:serviceId/addons/:productId/quote',
  access: 'subscriber',
  summary: 'What an add-on would cost one’s own service now',
  input: ofService.extend({ productId: id }),
  reply: myAddonQuote,
})

export const buyMyAddon = endpoint({
  name: 'billing.buy-my-addon',
  method: 'POST',
  path: '/api/portal/services/:serviceId/addons',
  access: 'subscriber',
  summary: 'Adds data or speed to one’s own service, from the wallet',
  input: ofService.extend({
    /** Made by the sender, so that a repetition buys it once. */
    id,
    productId: id,
  }),
  reply: myAddons,
})

export const moveMyMoney = endpoint({
  name: 'billing.move-my-money',
  method: 'POST',
  path: '/api/portal/money/move',
  access: 'subscriber',
  summary:
    'Moves money from one’s own wallet to somebody whom the same phone or address looks after',
  input: z.object({
    /** Made by the sender, so that a repetition moves it once. */
    id,
    toSubscriberId: id,
    amount: money,
  }),
  reply: myMoney,
})
