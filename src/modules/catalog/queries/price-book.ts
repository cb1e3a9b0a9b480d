import { sql } from 'kysely'
import { z } from 'zod'
import { sellerNow, settingValue } from '#modules/organization/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'
import {
  coupon,
  priceRule,
  resolvePrice,
  type Coupon,
  type PriceBook,
  type PriceFacts,
  type PriceQuote,
  type PriceRule,
} from '../contract.ts'
import { agreedWith } from './agreed-prices.ts'
import { editedFrom } from './author.ts'
import { planVersionNow } from './plan-version.ts'
import { taxTableNow } from './taxes.ts'

export const discountMax = defineSetting({
  key: 'catalog.discount-max',
  schema: z.int().min(0).max(100),
  default: 100,
  sentence: {
    en: 'Percent of a price that price rules and coupons together may take off at most.',
    sw: 'Asilimia ya bei ambayo kanuni za bei na kuponi kwa pamoja zinaweza kupunguza, kwa wingi zaidi.',
  },
  permission: 'catalog.change',
})

/**
 * Everything that prices are made of now, for the holders and coupons named: five short statements, however many
 * prices are then worked out of it. A bill run loads it once and calls `resolvePrice` for each service.
 */
export async function priceBook(
  read: Read,
  needed: { holderIds?: readonly string[]; coupons?: readonly string[] } = {},
): Promise<PriceBook> {
  const [{ timeZone, vatRegistered }, taxes, rules, agreed, coupons, segments, max] = [
    await sellerNow(read),
    await taxTableNow(read),
    await rulesOn(read),
    await agreedWith(read, needed.holderIds ?? []),
    await couponsNamed(read, needed.coupons ?? []),
    await read.sql.selectFrom('catalog.segment').select(['id', 'name_en', 'name_sw']).execute(),
    await settingValue(read, discountMax),
  ]
  return {
    zone: timeZone,
    seller: { vatRegistered },
    taxes,
    segmentNames: new Map(segments.map((row) => [row.id, { en: row.name_en, sw: row.name_sw }])),
    rules,
    agreed,
    coupons,
    discountMax_bp: max * 100,
  }
}

/** The price of one period of a plan for somebody at a moment, with the reason for each step; see `resolvePrice`. */
export async function priceOf(
  read: Read,
  asked: { planVersionId: string; facts: PriceFacts; at: Temporal.Instant },
): Promise<PriceQuote> {
  const { facts } = asked
  const version = await planVersionNow(read, asked.planVersionId)
  const coupons = facts.coupons.map(({ code }) => code)
  const book = await priceBook(read, { holderIds: facts.holderIds, coupons })
  return resolvePrice(version, book, facts, asked.at)
}

export async function rulesOn(read: Read): Promise<PriceRule[]> {
  const rows = await read.sql
    .selectFrom('catalog.price_rule')
    .selectAll()
    .modifyFront(sql`/* often */`)
    .where('state', '=', 'on')
    .orderBy('priority')
    .orderBy('id')
    .execute()
  return rows.map((row) => priceRule.parse(ruleOnWire(row)))
}

type Kept = {
  id: string
  content: unknown
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

/** A rule as JSON carries it: the stored document and the columns that stand beside it. */
export function ruleOnWire(row: Kept) {
  const json = z.custom<z.input<typeof priceRule>>()
  return json.parse({
    ...(row.content as object),
    id: row.id,
    state: row.state,
    ...editedFrom(row),
  })
}

export function couponOnWire(row: Kept & { uses: number }) {
  const json = z.custom<z.input<typeof coupon>>()
  const { id, state, uses } = row
  return json.parse({ ...(row.content as object), id, state, uses, ...editedFrom(row) })
}

async function couponsNamed(read: Read, codes: readonly string[]): Promise<Coupon[]> {
  if (codes.length === 0) return []
  const rows = await read.sql
    .selectFrom('catalog.coupon')
    .selectAll()
    .where(
      'code',
      'in',
      codes.map((code) => code.trim().toUpperCase()),
    )
    .execute()
  return rows.map((row) => coupon.parse(couponOnWire(row)))
}
