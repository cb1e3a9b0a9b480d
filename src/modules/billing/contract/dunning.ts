import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'

const instant = z.iso.datetime()
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time such as 08:00.')

/** From the mildest to the hardest. `suspend` is a hold for non-payment; the others but `remind` slow or shut services that are paid afterwards. */
export const DUNNING_ACTIONS = ['remind', 'throttled', 'walled-garden', 'cut', 'suspend'] as const
export type DunningAction = (typeof DUNNING_ACTIONS)[number]
export const DUNNING_CHANNELS = ['sms', 'whatsapp', 'email', 'call'] as const

export const dunningStep = z.object({
  /** Days after the day on which it is due; before it where below zero. */
  day: z.int().min(-30).max(365),
  action: z.enum(DUNNING_ACTIONS),
  channels: z.array(z.enum(DUNNING_CHANNELS)).max(4),
})

/** What an invoice costs that is still open some days after it was due: once, and never more than it allows. */
export const lateFeePolicy = z
  .object({
    /** Days after the day on which it is due. */
    afterDays: z.int().min(1).max(365),
    kind: z.enum(['percent', 'fixed']),
    /** Of what is open, in hundredths of a percent. */
    percent_bp: z.int().min(1).max(5000),
    fixed: money,
    /** Never more than this. */
    most: money,
    /** A penalty is no supply (tax-ke.md §1.2), unless an adviser says otherwise. */
    taxClassId: z.string().min(1, 'A price needs a tax class.').max(40),
  })
  .superRefine(({ kind, fixed, most }, context) => {
    const wrong = (path: string) =>
      context.addIssue({ code: 'custom', path: [path], message: 'An amount above zero.' })
    if (kind === 'fixed' && fixed.cents <= 0n) wrong('fixed')
    if (most.cents <= 0n) wrong('most')
  })
export type LateFeePolicy = z.output<typeof lateFeePolicy>

export const dunningPolicy = z
  .object({
    /** Less than this is not worth a message. */
    minimum: money,
    /** Nothing is done outside these hours, by the ISP's clock: people sleep, and nobody could pay or ask. */
    from: clockTime,
    to: clockTime,
    promiseDaysMax: z.int().min(1).max(60),
    /** Whether time on a hold for non-payment is charged. */
    suspendedBills: z.boolean(),
    steps: z.array(dunningStep).min(1).max(12),
    lateFee: lateFeePolicy.nullable().default(null),
  })
  .superRefine(({ from, to, steps }, context) => {
    const wrong = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (from >= to) wrong(['to'], 'The hours end after they begin.')
    for (const [place, step] of steps.entries()) {
      const before = steps[place - 1]
      if (before && step.day <= before.day)
        wrong(['steps', place, 'day'], 'Each step is later than the one before.')
      if (before && DUNNING_ACTIONS.indexOf(step.action) < DUNNING_ACTIONS.indexOf(before.action))
        wrong(['steps', place, 'action'], 'No step is milder than the one before.')
      if (step.day < 0 && step.action !== 'remind')
        wrong(['steps', place, 'action'], 'Before it is due, one only reminds.')
    }
  })
export type DunningPolicy = z.output<typeof dunningPolicy>

/** How many are at each step today under a policy; `step` null: no step yet. */
export const dunningPreview = z.object({
  subscribers: z.int(),
  open: moneyOnWire,
  promised: z.int(),
  steps: z.array(z.object({ step: z.int().nullable(), subscribers: z.int(), open: moneyOnWire })),
})
export type DunningPreview = z.infer<typeof dunningPreview>

export const readDunning = endpoint({
  name: 'billing.read-dunning',
  method: 'GET',
  path: '/api/dunning',
  access: 'billing.read',
  summary: 'The dunning policy, and who stands where today.',
  input: z.object({}),
  reply: z.object({
    version: z.int(),
    policy: dunningPolicy,
    madeAt: instant,
    today: dunningPreview,
  }),
})

export const previewDunning = endpoint({
  name: 'billing.preview-dunning',
  method: 'POST',
  path: '/api/dunning/preview',
  access: 'billing.change',
  summary: 'Where everybody would stand today under another policy. Changes nothing.',
  input: dunningPolicy,
  reply: dunningPreview,
})

export const changeDunning = endpoint({
  name: 'billing.change-dunning',
  method: 'PUT',
  path: '/api/dunning',
  access: 'billing.change',
  summary: 'Changes the dunning policy. Steps that were taken are not taken again.',
  input: z.object({
    /** The version that it was made from. */
    version: z.int(),
    policy: dunningPolicy,
  }),
  reply: z.object({ version: z.int() }),
})

export const dunningOf = z.object({
  subscriberId: id,
  /** Of the oldest invoice that is open and not disputed. */
  dueOn: date.nullable(),
  open: moneyOnWire,
  daysAfter: z.int().nullable(),
  /** The step that holds now, and what comes next. */
  step: dunningStep.nullable(),
  next: z.object({ step: dunningStep, on: date }).nullable(),
  promise: z.object({ id, untilOn: date }).nullable(),
  /** Why nothing is done. */
  stopped: z.enum(['promise', 'dispute', 'small']).nullable(),
  /** Disputes that are open. */
  disputes: z.array(
    z.object({ invoiceId: id, code: z.string(), reason: z.string(), openedAt: instant }),
  ),
  taken: z.array(z.object({ action: z.string(), at: instant, dueOn: date })),
})
export type DunningOf = z.infer<typeof dunningOf>

export const readDunningOf = endpoint({
  name: 'billing.read-dunning-of',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/dunning',
  access: 'billing.read',
  reach: 'site',
  summary: 'Where a subscriber stands in dunning, and what comes next.',
  input: z.object({ subscriberId: id }),
  reply: dunningOf,
})

export const promiseToPay = endpoint({
  name: 'billing.promise-to-pay',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/promises',
  access: 'billing.charge',
  reach: 'site',
  summary:
    'Notes that a subscriber promised to pay by a day: until then nothing is done, and service is restored.',
  input: z.object({ subscriberId: id, id, untilOn: date }),
  reply: dunningOf,
})

export const withdrawPromise = endpoint({
  name: 'billing.withdraw-promise',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/promises/withdraw',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Takes back a promise to pay that was noted by mistake.',
  input: z.object({ subscriberId: id }),
  reply: dunningOf,
})

/** `credited`: they were right, and a credit note says so. */
export const DISPUTE_OUTCOMES = ['credited', 'stands'] as const

export const dispute = z.object({
  invoiceId: id,
  code: z.string(),
  reason: z.string(),
  openedAt: instant,
  ended: z
    .object({ at: instant, outcome: z.enum(DISPUTE_OUTCOMES).nullable(), words: z.string() })
    .nullable(),
})
export type Dispute = z.infer<typeof dispute>

export const disputeInvoice = endpoint({
  name: 'billing.dispute-invoice',
  method: 'POST',
  path: '/api/invoices/:invoiceId/dispute',
  access: 'billing.charge',
  reach: 'site',
  summary:
    'Notes that a subscriber does not agree with an invoice: nothing is done about it until that is ended.',
  input: z.object({ invoiceId: id, reason: text({ max: 300, min: 3 }) }),
  reply: dunningOf,
})

export const endDispute = endpoint({
  name: 'billing.end-dispute',
  method: 'POST',
  path: '/api/invoices/:invoiceId/dispute/end',
  access: 'billing.charge',
  reach: 'site',
  summary:
    'Somebody has looked: the subscriber was right and gets a credit note, or the invoice stands.',
  input: z.object({
    invoiceId: id,
    outcome: z.enum(DISPUTE_OUTCOMES),
    /** What the subscriber is told. */
    reason: text({ max: 300, min: 3 }),
  }),
  reply: dunningOf,
})
