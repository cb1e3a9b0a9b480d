import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { GIVES } from '#modules/catalog/contract.ts'

const instant = z.iso.datetime()
const words = z.object({ en: z.string(), sw: z.string() })

/** What a service has beside its plan, and what it could have. */
export const extras = z.object({
  serviceId: id,
  addons: z.array(
    z.object({
      id,
      name: z.string(),
      quantity: z.int(),
      from: instant,
      to: instant.nullable(),
      charged: z.enum(['once', 'each-period']),
      /** Of one, as it was sold, in the price's own tax mode. */
      price: moneyOnWire,
      gives: z.enum(GIVES),
    }),
  ),
  coupons: z.array(
    z.object({
      id,
      code: z.string(),
      name: words,
      used: z.int(),
      cycles: z.int(),
      state: z.enum(['held', 'over', 'given-back']),
      heldAt: instant,
    }),
  ),
  /** Add-ons that this kind of service may have. */
  offered: z.array(
    z.object({
      productId: id,
      name: words,
      price: moneyOnWire,
      charged: z.enum(['once', 'each-period']),
      gives: z.enum(GIVES),
      /** How many more it may have; null: any number. */
      left: z.int().nullable(),
    }),
  ),
  /** Optional prices of its plan, with what was chosen of each. */
  options: z.array(
    z.object({
      key: z.string(),
      name: words,
      kind: z.enum(['add-on', 'device', 'one-off']),
      included: z.int(),
      chosen: z.int(),
      price: moneyOnWire,
    }),
  ),
})
export type Extras = z.infer<typeof extras>

const service = z.object({ serviceId: id })
const one = { access: 'billing.charge', reach: 'site', reply: extras } as const

export const readExtras = endpoint({
  ...one,
  name: 'billing.read-extras',
  method: 'GET',
  path: '/api/services/:serviceId/extras',
  access: 'billing.read',
  summary: 'Add-ons, coupons and options of a service, and what it could have.',
  input: service,
})

export const sellAddon = endpoint({
  ...one,
  name: 'billing.sell-addon',
  method: 'POST',
  path: '/api/services/:serviceId/addons',
  summary:
    'Sells an add-on: once, or for the rest of the paid time and then with each period. Prepaid services pay from the wallet.',
  input: service.extend({
    /** Made by the sender, so that a repetition sells it once. */
    id,
    productId: id,
    quantity: z.int().min(1).max(1000),
  }),
})

export const cancelAddon = endpoint({
  ...one,
  name: 'billing.cancel-addon',
  method: 'POST',
  path: '/api/services/:serviceId/addons/:addonId/cancel',
  summary: 'Ends an add-on: now, with what is not used given back, or with the period that runs.',
  input: service.extend({ addonId: id, when: z.enum(['now', 'period-end']) }),
})

export const takeCoupon = endpoint({
  ...one,
  name: 'billing.take-coupon',
  method: 'POST',
  path: '/api/services/:serviceId/coupons',
  summary: 'Uses a coupon for a service: its next periods cost less.',
  input: service.extend({ code: z.string().trim().min(1).max(30) }),
})

export const giveBackCoupon = endpoint({
  ...one,
  name: 'billing.give-back-coupon',
  method: 'POST',
  path: '/api/services/:serviceId/coupons/:heldCouponId/give-back',
  summary: 'Takes a coupon off a service before it lowered anything; it can be used again.',
  input: service.extend({ heldCouponId: id }),
})
