import { defineModule } from '#platform/manifest.ts'
import {
  planPublished,
  planWithdrawn,
  priceChangeAnnounced,
  productChanged,
  taxesChanged,
} from './events.ts'
import { everyCouponCounts, everyVersionReads, oneVersionOnSale } from './queries/invariants.ts'
import { discountMax } from './queries/price-book.ts'
import { routes } from './routes.ts'

export const catalog = defineModule({
  name: 'catalog',
  permissions: {
    'catalog.read': 'See plans, prices, profiles, taxes, price rules and coupons',
    'catalog.change': 'Make and change plans, profiles, products, price rules and coupons',
    'catalog.publish': 'Publish plan versions, withdraw them and plan price changes',
    'catalog.compose': 'Compose plans from packages',
    'catalog.change-taxes': 'Change tax rates and tax classes',
    'catalog.agree-prices': 'Agree prices with single subscribers and contracts',
  },
  settings: [discountMax],
  routes,
  announces: [planPublished, planWithdrawn, productChanged, taxesChanged, priceChangeAnnounced],
  invariants: [everyVersionReads, everyCouponCounts, oneVersionOnSale],
})
