import { z } from 'zod'
import { priceQuote, type PriceQuote } from '#modules/catalog/contract.ts'
import type { NewPeriod } from '#modules/services/index.ts'
import type { Json } from '#platform/vault.ts'
import type { NextPeriod } from '../rules/renewal.ts'

export type KeptPrice = Pick<NewPeriod, 'price' | 'quote'>

/** What stands with a period: where it is in its row, and its whole quote. */
export function keptPrice({ anchor, k }: NextPeriod, quote: PriceQuote): KeptPrice {
  const known = encoded.get(quote) ?? z.encode(priceQuote, quote)
  encoded.set(quote, known)
  return { price: { anchor: anchor.toString(), k }, quote: known }
}

/** Services that pay the same share their quote; it is made plain once. */
const encoded = new WeakMap<PriceQuote, Json>()

const placed = z.object({ anchor: z.string(), k: z.int() })
const quoted = z.object({ quote: z.object({ couponIds: z.array(z.string()) }) })

/** Where a period stands in its row, by what was kept with it; nothing when somebody else wrote it. */
export function placeIn(price: unknown): { anchor: Temporal.Instant; k: number } | undefined {
  const found = placed.safeParse(price)
  return found.success
    ? { anchor: Temporal.Instant.from(found.data.anchor), k: found.data.k }
    : undefined
}

/** Coupons that lowered the price of a period. */
export function couponsIn(price: unknown): string[] {
  const found = quoted.safeParse(price)
  return found.success ? found.data.quote.couponIds : []
}
