import type { Course } from './course.ts'
import type { Deed, DeedOf } from './deeds.ts'
import { HOUR, MINUTE, type Micros } from './oracle/calendar.ts'

/** A flow of money: what leads to it, and the deed during which the process dies. */
export type Flow = {
  readonly name: string
  /** Whether it may be told again after an answer got lost: then the process also dies after its last statement. */
  readonly repeatable: boolean
  readonly before: (who: string, at: Micros) => readonly Deed[]
  readonly deed: (who: string, at: Micros) => Deed
}

const PRICE = 299_900n

const arrives = (who: string, at: Micros): Deed[] => [
  { at, who, do: 'join', taxes: 'standard', afterwards: false },
  orders(who, at),
]
const orders = (who: string, at: Micros): DeedOf<'order'> => ({
  ...{ at, who, do: 'order', service: `${who}/1`, terms: 'month', waitsFor: null },
  ...{ priority: 1, autoRenew: true },
})
const pays = (
  who: string,
  at: Micros,
  cents = PRICE,
  typed: 'number' | 'wrong' = 'number',
): Deed => ({
  ...{ at, who, do: 'pay' },
  told: [{ receipt: `${who.toUpperCase()}R`, cents, paidAt: at, typed, channel: 'c2b' }],
})
const paid = (who: string, at: Micros) => [...arrives(who, at), pays(who, at)]
const refunds = (who: string, at: Micros): Deed => ({
  ...{
    at,
    who,
    do: 'refund',
    refund: `${who}/back`,
    receipt: `${who.toUpperCase()}R`,
    cents: 100n,
  },
})
const rich = (who: string, at: Micros) => [...arrives(who, at), pays(who, at, PRICE + 5_000n)]

const works = (at: Micros): Deed => ({ at, who: 'town', do: 'work' })
const bills = (at: Micros): Deed => ({ at, who: 'town', do: 'bill' })

/** The flows of money, each of which is tried with a death at every one of its statements. */
export const FLOWS: readonly Flow[] = [
  { name: 'a payment renews', repeatable: true, before: arrives, deed: (who, at) => pays(who, at) },
  {
    ...{ name: 'a payment waits in suspense', repeatable: true, before: arrives },
    deed: (who, at) => pays(who, at, PRICE, 'wrong'),
  },
  {
    ...{ name: 'a payment in suspense finds its owner', repeatable: false },
    before: (who, at) => [...arrives(who, at), pays(who, at, PRICE, 'wrong')],
    deed: (who, at) => ({ at, who, do: 'assign', receipt: `${who.toUpperCase()}R` }),
  },
  {
    ...{ name: 'a payment is taken from whose it was not', repeatable: false, before: paid },
    deed: (who, at) => ({
      ...{ at, who, do: 'unassign', receipt: `${who.toUpperCase()}R`, letThemOwe: true },
    }),
  },
  {
    ...{ name: 'a provider takes money back that is spent', repeatable: false, before: paid },
    deed: (who, at) => ({
      ...{ at, who, do: 'reverse', receipt: `${who.toUpperCase()}R`, because: 'provider' },
    }),
  },
  { name: 'a refund is asked for', repeatable: true, before: rich, deed: refunds },
  {
    ...{ name: 'a refund is paid', repeatable: true },
    before: (who, at) => [...rich(who, at), refunds(who, at)],
    deed: (who, at) => ({ at, who, do: 'refund-paid', refund: `${who}/back` }),
  },
  {
    ...{ name: 'a refund fails', repeatable: true },
    before: (who, at) => [...rich(who, at), refunds(who, at)],
    deed: (who, at) => ({ at, who, do: 'refund-failed', refund: `${who}/back` }),
  },
  {
    ...{ name: 'something is charged once', repeatable: true, before: rich },
    deed: (who, at) => ({
      ...{ at, who, do: 'charge', charge: `${who}/charge`, cents: 20_000n, dueInDays: 7 },
    }),
  },
  {
    ...{ name: 'part of an invoice is credited', repeatable: false, before: paid },
    deed: (who, at) => ({ at, who, do: 'credit', invoice: 0, share: 33 }),
  },
  {
    ...{ name: 'a service that is paid for begins', repeatable: false },
    before: (who, at) => [
      { at, who, do: 'join', taxes: 'standard', afterwards: false },
      pays(who, at),
    ],
    deed: orders,
  },
  {
    ...{ name: 'a pause ends', repeatable: false },
    before: (who, at) => [
      ...paid(who, at),
      {
        ...{ at: at + MINUTE, who, do: 'hold', hold: `${who}/pause`, service: `${who}/1` },
        ...{ reason: 'voluntary', to: null, bills: false },
      },
    ],
    deed: (who, at) => ({ at: at + 100n * HOUR, who, do: 'lift', hold: `${who}/pause` }),
  },
  {
    ...{ name: 'a plan changes at its quoted price', repeatable: false },
    before: (who, at) => [...arrives(who, at), pays(who, at, 4n * PRICE)],
    deed: (who, at) => ({
      ...{ at: at + 48n * HOUR, who, do: 'change', service: `${who}/1`, terms: 'business' },
      waits: false,
    }),
  },
  {
    ...{ name: 'a payment brings the plan that waited for it', repeatable: true },
    before: (who, at) => [
      ...paid(who, at),
      { at, who, do: 'change', service: `${who}/1`, terms: 'business', waits: true },
    ],
    deed: (who, at) => ({
      ...{ at: at + MINUTE, who, do: 'pay' },
      told: [
        {
          ...{ receipt: `${who.toUpperCase()}Q`, cents: 4n * PRICE, paidAt: at + MINUTE },
          ...{ typed: 'number', channel: 'stk' },
        },
      ],
    }),
  },
  {
    ...{ name: 'an add-on is sold', repeatable: true, before: rich },
    deed: (who, at) => ({
      ...{ at: at + MINUTE, who, do: 'add', service: `${who}/1`, addon: `${who}/ip` },
      ...{ thing: 'support', quantity: 1 },
    }),
  },
  {
    ...{ name: 'a nightly run invoices what was moved', repeatable: true },
    before: (who, at) => [
      { at, who, do: 'join', taxes: 'standard', afterwards: false },
      { ...orders(who, at), terms: 'by-the-gigabyte' },
      {
        ...{ at: at + HOUR, who, do: 'surf', service: `${who}/1`, session: `${who}/session` },
        ...{ bytes: 3_000_000_000n, from: at + MINUTE, to: at + 2n * MINUTE },
      },
    ],
    deed: (_, at) => bills(at + 40n * HOUR),
  },
  {
    ...{ name: 'who owes for a month is shut', repeatable: true },
    before: (who, at) => [
      ...arrives(who, at),
      { at, who, do: 'charge', charge: `${who}/charge`, cents: 20_000n, dueInDays: 0 },
    ],
    deed: (_, at) => works(at + 24n * 31n * HOUR),
  },
  {
    ...{ name: 'a service ends and gives back', repeatable: false, before: paid },
    deed: (who, at) => ({ at: at + 100n * HOUR, who, do: 'end', service: `${who}/1` }),
  },
]

/**
 * Lets the process die at every statement of a flow, each time with somebody new, starts it again and tells it again. What came of it
 * must be the same for all of them. Answers how many statements the flow has. `every`: only each n-th one, from the last on.
 */
export async function crashEverywhere(
  course: Course,
  flow: Flow,
  start: Micros,
  { every = 1 } = {},
): Promise<number> {
  const { engine } = course
  const name = flow.name.replaceAll(/[^a-z]+/g, '-')
  const begin = async (who: string) => {
    for (const deed of flow.before(who, start)) await course.play(deed)
  }
  await begin(`${name}-0`)
  engine.faults.count()
  await course.play(flow.deed(`${name}-0`, start + HOUR))
  const statements = engine.faults.statements()
  for (let n = statements; n > 0; n -= every) {
    const who = `${name}-${n}`
    await begin(who)
    engine.faults.arm(flow.repeatable ? 'crash-after' : 'crash-before', n)
    await course.play(flow.deed(who, start + HOUR))
  }
  await course.look(start + 101n * HOUR, { invariants: true })
  return statements
}
