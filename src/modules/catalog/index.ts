/** The door: what other rooms and the wiring may use. Pure parts (taxes, charges, validity, prices) are in contract.ts. */
export { planVersionNow, planVersionsNow } from './queries/plan-version.ts'
export { priceBook, priceOf } from './queries/price-book.ts'
export { taxTableNow } from './queries/taxes.ts'
