import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'
import { planTerms } from '../contract.ts'

/** A published version must stay readable: services, bills and the network depend on it for years. */
export const everyVersionReads: Invariant = {
  name: 'catalog.every-version-reads',
  sentence: 'Every plan version can be read, and its prices are those that stand beside it.',
  violations: async (read) => {
    const rows = await read.sql
      .selectFrom('catalog.plan_version as version')
      .innerJoin('catalog.plan as plan', 'plan.id', 'version.plan_id')
      .select(['plan.code', 'version.number', 'version.terms'])
      .select(
        sql<string[]>`array(select key from catalog.plan_price price
          where price.plan_version_id = version.id order by key)`.as('keys'),
      )
      .orderBy('version.id', 'desc')
      .limit(5000)
      .execute()
    return rows
      .flatMap(({ code, number, terms, keys }) => {
        const parsed = planTerms.safeParse(terms)
        const name = `Version ${number} of plan ${code}`
        if (!parsed.success) return [`${name} cannot be read: ${parsed.error.message}`]
        const own = parsed.data.components.map(({ key }) => key).toSorted()
        return own.join() === keys.join() ? [] : [`${name} has other prices than stand beside it.`]
      })
      .slice(0, 100)
  },
}

export const everyCouponCounts: Invariant = {
  name: 'catalog.every-coupon-counts',
  sentence: 'A coupon was used as often as its uses say, and not more often than it may be.',
  violations: async (read) => {
    const { rows } = await sql<{ code: string; uses: number; counted: bigint }>`
      select coupon.code, coupon.uses, count(use.id) as counted
        from catalog.coupon coupon
        left join catalog.coupon_use use on use.coupon_id = coupon.id and use.state <> 'released'
       group by coupon.id
      having coupon.uses <> count(use.id) or coupon.uses > coalesce(coupon.uses_max, coupon.uses)
       limit 100`.execute(read.sql)
    return rows.map(
      ({ code, uses, counted }) => `Coupon ${code} says ${uses} uses, and ${counted} are kept.`,
    )
  },
}

/** Two versions on sale at once would be two prices for one plan. */
export const oneVersionOnSale: Invariant = {
  name: 'catalog.one-version-on-sale',
  sentence: 'No plan has two versions on sale at one moment.',
  violations: async (read) => {
    const { rows } = await sql<{ code: string; one: number; other: number }>`
      select plan.code, one.number as one, other.number as other
        from catalog.plan_version one
        join catalog.plan_version other on other.plan_id = one.plan_id and other.number > one.number
        join catalog.plan plan on plan.id = one.plan_id
       where one.state = 'published' and other.state = 'published'
         and tstzrange(one.sell_from, one.sell_until) && tstzrange(other.sell_from, other.sell_until)
       limit 100`.execute(read.sql)
    return rows.map(
      ({ code, one, other }) => `Plan ${code} sells versions ${one} and ${other} at once.`,
    )
  },
}
