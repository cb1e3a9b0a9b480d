import type { Rail } from '../contract.ts'

/** Which account of the ledger holds what a rail brings, by the names of its chart. */
export const INTO = {
  mpesa: 'mpesaPaybill',
  airtel: 'airtelMoney',
  card: 'cards',
  bank: 'bank',
  cheque: 'bank',
  cash: 'cashDrawers',
  other: 'bank',
} as const satisfies Record<Rail, string>
