/** The door: what rooms below may call and read. The rule itself is in contract.ts. */
export { slowRates } from './queries/slow-rates.ts'
export { speedOf } from './queries/speed-of.ts'
