/** The door: what rooms below may call and listen to. */
export { buyAtPrice } from './commands/buy-at-price.ts'
export { redeemVouchers, type Redeemed } from './commands/redeem-vouchers.ts'
export { guessingNoticed, stolenTried, voucherRedeemed } from './events.ts'
export { formatCode, readCode } from './rules/codes.ts'
