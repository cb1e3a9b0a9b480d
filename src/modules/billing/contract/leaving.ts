import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { END_REASONS } from '#modules/services/contract.ts'

/** What leaving a contract costs. */
export const leaving = z.object({
  contract: z.object({ id, number: z.string(), name: z.string(), until: date.nullable() }),
  /** What leaves costs so much a month, tax included. */
  monthly: moneyOnWire,
  monthsLeft: z.int(),
  fee: moneyOnWire,
})

export const readServiceLeaving = endpoint({
  name: 'billing.read-service-leaving',
  method: 'GET',
  path: '/api/services/:serviceId/leaving',
  access: 'billing.read',
  reach: 'site',
  summary: 'What ending a service now would give back, and what leaving its contract would cost.',
  input: z.object({ serviceId: id, because: z.enum(END_REASONS).default('asked') }),
  reply: z.object({ givenBack: moneyOnWire, leaving: leaving.nullable() }),
})

export const readContractLeaving = endpoint({
  name: 'billing.read-contract-leaving',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/contracts/:contractId/leaving',
  access: 'billing.read',
  reach: 'site',
  summary: 'What ending a contract on a day would cost.',
  input: z.object({ subscriberId: id, contractId: id, on: date }),
  reply: z.object({ leaving: leaving.nullable() }),
})
