/**
 * The ledger over HTTP. Amounts are whole cents; debits are positive and credits negative, except where a
 * balance is said to be natural. Dates are local days of the ISP's zone; `asOf` is the end of its day.
 */
export * from './contract/accounts.ts'
export * from './contract/by-hand.ts'
export * from './contract/chart.ts'
export * from './contract/export.ts'
export * from './contract/journals.ts'
export * from './contract/periods.ts'
export * from './contract/seals.ts'
export { author, type Author } from './contract/shapes.ts'
export * from './contract/trial-balance.ts'
