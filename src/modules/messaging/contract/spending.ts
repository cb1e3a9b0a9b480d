import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { channel } from '#kernel/message.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { instant } from './shapes.ts'

export const readSpending = endpoint({
  name: 'messaging.read-spending',
  method: 'GET',
  path: '/api/messages/spending',
  access: 'messaging.read',
  summary: 'Shows what messages cost in this month, for what, and what is left of the budget',
  input: z.object({}),
  reply: z.object({
    month: z.string(),
    /** Null: no budget is set. */
    budget: moneyOnWire.nullable(),
    spent: moneyOnWire,
    messages: z.int(),
    parts: z.int(),
    /** Held back in this month because the budget was used up. */
    heldBack: z.int(),
    byPurpose: z.array(
      z.object({ purpose: z.string(), messages: z.int(), parts: z.int(), cost: moneyOnWire }),
    ),
    byDay: z.array(z.object({ day: z.iso.date(), messages: z.int(), cost: moneyOnWire })),
  }),
})

export const readOptOut = endpoint({
  name: 'messaging.read-opt-out',
  method: 'POST',
  path: '/api/messages/opt-outs/look',
  access: 'messaging.read',
  summary: 'Says whether a phone or an e-mail address wants only what it must know',
  personal: true,
  input: z.object({ phone: phone.nullable().default(null), email: email.nullable().default(null) }),
  reply: z.object({
    optOuts: z.array(z.object({ channel, how: z.string(), at: instant })),
  }),
})

export const setOptOut = endpoint({
  name: 'messaging.set-opt-out',
  method: 'PUT',
  path: '/api/messages/opt-outs',
  access: 'messaging.send',
  summary: 'Writes to an address only what it must know, or everything again',
  personal: true,
  input: z.object({
    phone: phone.nullable().default(null),
    email: email.nullable().default(null),
    wants: z.enum(['what-they-must-know', 'everything']),
  }),
  reply: z.object({ optOuts: z.array(z.object({ channel, how: z.string(), at: instant })) }),
})
