/**
 * The catalog over HTTP, and the pure parts of it that server and screens share: taxes, charges, validity, the
 * resolution of prices, sentences that explain them. Money is whole cents with its currency; other huge numbers
 * travel as digits; shares are hundredths of a percent (`_bp`).
 *
 * Whatever can be edited carries `version`; an edit sends the version that it was made from and is refused with
 * `catalog.stale` (409) when somebody else was first.
 */
export * from './contract/agreed-prices.ts'
export * from './contract/charge.ts'
export * from './contract/coupons.ts'
export * from './contract/explain.ts'
export * from './contract/packages.ts'
export * from './contract/plan-terms.ts'
export * from './contract/plan-version.ts'
export * from './contract/plans.ts'
export * from './contract/price.ts'
export * from './contract/price-changes.ts'
export * from './contract/price-quote.ts'
export * from './contract/price-rules.ts'
export * from './contract/products.ts'
export * from './contract/profiles.ts'
export * from './contract/tax-desk.ts'
export * from './contract/taxes.ts'
export * from './contract/validity.ts'
export * from './contract/windows.ts'
export type { Words } from './contract/shapes.ts'
