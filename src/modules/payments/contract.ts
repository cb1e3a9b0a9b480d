/**
 * Payments over HTTP. Instants are ISO strings in UTC, days those of the ISP's zone. Who works at some sites
 * sees payments of subscribers at those only, and none in suspense: nobody knows whose those are.
 */
export { CLAIM_WHYS, CLAIM_WORDS, type ClaimWhy } from './contract/claim-words.ts'
export * from './contract/claims.ts'
export * from './contract/mpesa.ts'
export * from './contract/orders.ts'
export * from './contract/payments.ts'
export { PUSH_WORDS } from './contract/push-words.ts'
export * from './contract/portal.ts'
export * from './contract/qr.ts'
export * from './contract/refunds.ts'
export * from './contract/standing-orders.ts'
export * from './contract/statements.ts'
export {
  author,
  MATCHED_BY,
  PAYMENT_STATES,
  RAILS,
  REFUND_STATES,
  type Author,
  type MatchedBy,
  type Owner,
  type PaymentState,
  type Rail,
  type RefundState,
} from './contract/shapes.ts'
