import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { priceScope } from './price-rules.ts'
import { author, code, date, instant, priceAboveZero, share_bp, version, words } from './shapes.ts'

export const couponInput = z
  .object({
    /** What people type: `KARIBU-500`. Unique for ever. */
    code,
    name: words,
    effect: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('percent-off'), share_bp: share_bp.min(1) }),
      z.object({ kind: z.literal('amount-off'), amount: priceAboveZero }),
    ]),
    scope: priceScope,
    segmentId: id.nullable(),
    newSubscribersOnly: z.boolean(),
    from: date.nullable(),
    lastDay: date.nullable(),
    /** How often it can be used in all, and by one subscriber; null: any number of times. */
    usesMax: z.int().min(1).max(10_000_000).nullable(),
    usesPerSubscriberMax: z.int().min(1).max(1000).nullable(),
    /** For so many periods after it is used. */
    cycles: z.int().min(1).max(60),
    /** Together with other coupons. */
    stacks: z.boolean(),
    /** Combined with nothing at all: the better of it and of everything else counts. */
    exclusive: z.boolean(),
  })
  .refine(({ from, lastDay }) => !from || !lastDay || from <= lastDay, {
    path: ['lastDay'],
    message: 'The last day is not before the first.',
  })
  .refine(({ stacks, exclusive }) => !(stacks && exclusive), {
    path: ['stacks'],
    message: 'A coupon that is combined with nothing does not go with other coupons.',
  })
export type CouponInput = z.input<typeof couponInput>

export const coupon = z.object({
  ...couponInput.shape,
  id,
  /** Uses that count: reserved or final, not released. */
  uses: z.int(),
  state: z.enum(['on', 'off']),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Coupon = z.output<typeof coupon>

export const listCoupons = listEndpoint({
  name: 'catalog.list-coupons',
  path: '/api/coupons',
  access: 'catalog.read',
  summary: 'Coupons with how often they were used; searches code and name.',
  sorts: ['code', 'uses', 'changedAt'],
  defaultSort: '-changedAt',
  filters: { state: z.enum(['on', 'off', 'all']).default('all') },
  item: coupon,
})
export const addCoupon = endpoint({
  name: 'catalog.add-coupon',
  method: 'POST',
  path: '/api/coupons',
  access: 'catalog.change',
  summary: 'Adds a coupon.',
  input: couponInput,
  reply: coupon,
})
export const changeCoupon = endpoint({
  name: 'catalog.change-coupon',
  method: 'PUT',
  path: '/api/coupons/:couponId',
  access: 'catalog.change',
  summary: 'Changes a coupon; its code stays, and no limit goes below what was used.',
  input: z.object({ ...couponInput.shape, couponId: id, version }),
  reply: coupon,
})
export const switchCoupon = endpoint({
  name: 'catalog.switch-coupon',
  method: 'POST',
  path: '/api/coupons/:couponId/switch',
  access: 'catalog.change',
  summary: 'Switches a coupon on or off.',
  input: z.object({ couponId: id, version, state: z.enum(['on', 'off']) }),
  reply: coupon,
})
