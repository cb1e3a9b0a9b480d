import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'

export const AHEAD_MAX = 12

export const invoiceAhead = z.object({
  /** When it will be issued. */
  at: z.iso.datetime(),
  /** prepaid: bought when the time before it ends. cycle: by a bill run when the cycle is over; usage to come is not in it. */
  how: z.enum(['prepaid', 'cycle']),
  dueOn: date,
  lines: z.array(
    z.object({ words: z.object({ en: z.string(), sw: z.string() }), gross: moneyOnWire }),
  ),
  net: moneyOnWire,
  excise: moneyOnWire,
  vat: moneyOnWire,
  gross: moneyOnWire,
})
export type InvoiceAhead = z.infer<typeof invoiceAhead>

export const lookAhead = endpoint({
  name: 'billing.look-ahead',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/invoices-ahead',
  access: 'billing.read',
  reach: 'site',
  summary:
    'The next invoices of a subscriber, as the product itself will write them if everything is paid in time and nothing changes.',
  input: z.object({
    subscriberId: id,
    count: z.int().min(1).max(AHEAD_MAX).default(3),
  }),
  reply: z.object({ invoices: z.array(invoiceAhead) }),
})
