import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { planQuote } from './plan-quotes.ts'

const date = z.iso.date()

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
