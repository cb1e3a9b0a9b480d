import { z } from 'zod'
import { date } from '#kernel/date.ts'

export const instant = z.iso.datetime()
export { date }
export const version = z.int().min(1)

/** Who made a change: `staff` or `subscriber` with an id, or a part of Kasi by name. */
export const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })
export type Author = z.infer<typeof author>

/** Who vouches for a receipt. */
export const RAILS = ['mpesa', 'airtel', 'card', 'bank', 'cheque', 'cash', 'other'] as const
export type Rail = (typeof RAILS)[number]

export const PAYMENT_STATES = ['owned', 'suspense', 'reversed'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

export const MATCHED_BY = [
  'number',
  'service-number',
  'invoice-number',
  'phone-as-account',
  'payer-phone',
  /** By several signs together, none of which would do alone. */
  'score',
  'claim',
  'caller',
  'staff',
] as const
export type MatchedBy = (typeof MATCHED_BY)[number]

export const REFUND_STATES = ['asked', 'paid', 'failed'] as const
export type RefundState = (typeof REFUND_STATES)[number]

/** Whose money it is, as a line shows it. */
export const owner = z.object({ id: z.uuid(), number: z.string(), name: z.string() })
export type Owner = z.infer<typeof owner>
