/** The only writer of schema `catalog`, in parts: see `store/`. */
export * from './store/packages.ts'
export * from './store/plans.ts'
export * from './store/prices.ts'
export * from './store/products.ts'
export * from './store/profiles.ts'
export * from './store/service-types.ts'
export { alone } from './store/stamp.ts'
export * from './store/taxes.ts'
