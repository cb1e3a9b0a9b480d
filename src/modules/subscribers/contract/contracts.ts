import { z } from 'zod'
import { unreachable } from '#kernel/assert.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, date, instant, version } from './shapes.ts'

const cents = z.string().regex(/^\d{1,15}$/, 'Whole cents as digits.')
/** Hundredths of a percent: 10 000 is the whole. */
const share_bp = z.int().min(0).max(10_000)

/** What leaving before the end of the term costs. */
export const earlyTermination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('fixed'), cents }),
  /** So many monthly fees, but never more than are left. */
  z.object({ kind: z.literal('months'), months: z.int().min(1).max(60) }),
  /** A share of what the rest of the term would have cost. */
  z.object({ kind: z.literal('share-of-rest'), share_bp }),
])
export type EarlyTermination = z.infer<typeof earlyTermination>

export const contractTerms = z
  .object({
    noticeDays: z.int().min(0).max(365),
    renews: z.enum(['ends', 'month-by-month', 'same-term']),
    /** The price grows with the months: from each month on, this share of the price. Ascending; before the first, the whole. */
    ramp: z.array(z.object({ fromMonth: z.int().min(1).max(120), share_bp })).max(24),
    /** Bandwidth that nobody else shares; null: as the plan says. */
    dedicated: z.object({ downBps: z.int().min(1), upBps: z.int().min(1) }).nullable(),
    /** Promised availability in hundredths of a percent, and what is given back below each band. */
    serviceLevel: z
      .object({
        availability_bp: z.int().min(9000).max(10_000),
        bands: z
          .array(z.object({ below_bp: z.int().min(0).max(10_000), credit_bp: share_bp }))
          .max(10),
        creditCap_bp: share_bp,
      })
      .nullable(),
    /** Cheaper with more lines. `graduated`: each line at the price of its place; `volume`: all at the last one reached. */
    bulk: z
      .object({
        mode: z.enum(['graduated', 'volume']),
        steps: z
          .array(z.object({ fromLines: z.int().min(1).max(100_000), discount_bp: share_bp }))
          .min(1)
          .max(20),
      })
      .nullable(),
    /** At least this is invoiced a month. */
    minimumCents: cents.nullable(),
    earlyTermination,
  })
  .superRefine(({ ramp, serviceLevel, bulk }, context) => {
    const ascending = (numbers: readonly number[]) =>
      numbers.every((number, place) => place === 0 || number > (numbers[place - 1] ?? 0))
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (!ascending(ramp.map((step) => step.fromMonth)))
      wrong('ramp', 'Each step begins after the one before.')
    if (bulk && !ascending(bulk.steps.map((step) => step.fromLines)))
      wrong('bulk', 'Each step has more lines than the one before.')
    if (serviceLevel && !ascending(serviceLevel.bands.map((band) => -band.below_bp)))
      wrong('serviceLevel', 'Each band is below the one before.')
  })
export type ContractTerms = z.infer<typeof contractTerms>

export const usualContractTerms: ContractTerms = {
  noticeDays: 30,
  renews: 'month-by-month',
  ramp: [],
  dedicated: null,
  serviceLevel: null,
  bulk: null,
  minimumCents: null,
  earlyTermination: { kind: 'none' },
}

export const contractInput = z.object({
  name: text({ max: 120 }),
  from: date,
  /** The last day of the term; null: open-ended. */
  until: date.nullable(),
  documentId: id.nullable(),
  terms: contractTerms,
})

export const contract = z.object({
  ...contractInput.shape,
  id,
  subscriberId: id,
  number: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'active', 'ended']),
  endedOn: date.nullable(),
  addedAt: instant,
  version,
  changedAt: instant,
  changedBy: author,
})
export type Contract = z.infer<typeof contract>
const subscriberId = z.object({ subscriberId: id })
const contracts = z.object({ contracts: z.array(contract) })

export const listContracts = endpoint({
  name: 'subscribers.list-contracts',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/contracts',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'What was agreed with a subscriber beyond the catalog.',
  input: subscriberId,
  reply: contracts,
})

export const writeContract = endpoint({
  name: 'subscribers.write-contract',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/contracts',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'Drafts a contract.',
  input: contractInput.extend({ subscriberId: id }).superRefine(checkTerm),
  reply: contracts,
})

export const changeContract = endpoint({
  name: 'subscribers.change-contract',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/contracts/:contractId',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'Changes a contract that has not begun.',
  input: contractInput.extend({ subscriberId: id, contractId: id, version }).superRefine(checkTerm),
  reply: contracts,
})

export const startContract = endpoint({
  name: 'subscribers.start-contract',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/contracts/:contractId/start',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'The contract is signed and runs.',
  input: subscriberId.extend({ contractId: id, version }),
  reply: contracts,
})

export const endContract = endpoint({
  name: 'subscribers.end-contract',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/contracts/:contractId/end',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'Ends a contract on a day. What leaving early costs, billing charges.',
  input: subscriberId.extend({ contractId: id, version, on: date }),
  reply: contracts,
})

function checkTerm(
  { from, until }: { from: string; until: string | null },
  context: z.RefinementCtx,
) {
  if (until !== null && until < from) {
    context.addIssue({
      code: 'custom',
      path: ['until'],
      message: 'The last day is not before the first.',
    })
  }
}

/** Whole months from a day until the last day of a term; a month that has begun counts. */
export function monthsLeft(on: Temporal.PlainDate, until: Temporal.PlainDate): number {
  if (Temporal.PlainDate.compare(on, until) >= 0) return 0
  const { months, days } = on.until(until.add({ days: 1 }), { largestUnit: 'months' })
  return months + (days > 0 ? 1 : 0)
}

/**
 * What leaving on a day costs, in cents, where the contract's services cost `monthlyCents` a month. Nothing after the
 * term, and nothing where there is none.
 */
export function earlyTerminationFee(
  agreed: { until: string | null; terms: Pick<ContractTerms, 'earlyTermination'> },
  leaving: { on: string; monthlyCents: bigint },
): bigint {
  if (agreed.until === null) return 0n
  const left = BigInt(
    monthsLeft(Temporal.PlainDate.from(leaving.on), Temporal.PlainDate.from(agreed.until)),
  )
  if (left === 0n) return 0n
  const fee = agreed.terms.earlyTermination
  switch (fee.kind) {
    case 'none':
      return 0n
    case 'fixed':
      return BigInt(fee.cents)
    case 'months': {
      const months = BigInt(fee.months)
      return (months < left ? months : left) * leaving.monthlyCents
    }
    case 'share-of-rest':
      // Halves up, as all money.
      return (left * leaving.monthlyCents * BigInt(fee.share_bp) + 5000n) / 10_000n
    default:
      return unreachable(fee)
  }
}

/** Which share of the price counts in a month of the contract, the first being 1. */
export function rampShare_bp(ramp: ContractTerms['ramp'], month: number): number {
  return ramp.findLast((step) => step.fromMonth <= month)?.share_bp ?? 10_000
}

/** What says on which days a contract counts. */
export type Running = Pick<Contract, 'state' | 'from' | 'until' | 'endedOn' | 'terms'>

/** Whether a contract counts on a day: it has begun, did not end with its term, and was not ended before: its last day is one of its days. */
export function runsOn(agreed: Running, day: string): boolean {
  if (agreed.state === 'draft' || agreed.from > day) return false
  if (agreed.state === 'ended' && (agreed.endedOn ?? '') < day) return false
  return agreed.until === null || day <= agreed.until || agreed.terms.renews !== 'ends'
}

/** Which month of a contract a day is in, the first being 1. One that began on the 31st has its months from the last day of shorter ones. */
function monthOf(first: string, day: string): number {
  const [from, on] = [Temporal.PlainDate.from(first), Temporal.PlainDate.from(day)]
  const months = (on.year - from.year) * 12 + on.month - from.month
  return Temporal.PlainDate.compare(from.add({ months }), on) > 0 ? months : months + 1
}

/**
 * What a contract says of the price of one of its lines on a day: the share of it that counts in this month, and what the lines
 * take off. `place` is the line's own among those that are active, in the order in which they began; nothing where the contract does not count.
 */
export function contractShares(
  agreed: Running,
  line: { day: string; place: number; lines: number },
): { ramp_bp: number; bulk_bp: number; lines: number } | null {
  if (!runsOn(agreed, line.day)) return null
  const { ramp, bulk } = agreed.terms
  const counted = bulk?.mode === 'volume' ? line.lines : line.place
  return {
    ramp_bp: rampShare_bp(ramp, monthOf(agreed.from, line.day)),
    bulk_bp: bulk?.steps.findLast((step) => step.fromLines <= counted)?.discount_bp ?? 0,
    lines: line.lines,
  }
}
