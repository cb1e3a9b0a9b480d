import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { moneyOnWire } from '#kernel/money.ts'

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
    byDay: z.array(z.object({ day: date, messages: z.int(), cost: moneyOnWire })),
  }),
})
