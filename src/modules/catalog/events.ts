import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

const version = z.object({ planId: id, planVersionId: id })

export const planPublished = defineEvent('catalog.plan-published', version)
export const planWithdrawn = defineEvent('catalog.plan-withdrawn', version)
export const planChanged = defineEvent('catalog.plan-changed', z.object({ planId: id }))
export const profileChanged = defineEvent('catalog.profile-changed', z.object({ profileId: id }))
export const productChanged = defineEvent('catalog.product-changed', z.object({ productId: id }))
export const taxesChanged = defineEvent('catalog.taxes-changed', z.object({}))
export const pricesChanged = defineEvent(
  'catalog.prices-changed',
  z.object({ what: z.enum(['rule', 'coupon', 'segment', 'agreed', 'package']), id }),
)
export const priceChangeAnnounced = defineEvent(
  'catalog.price-change-announced',
  z.object({ priceChangeId: id, planId: id, toVersionId: id }),
)
