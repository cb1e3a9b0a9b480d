/**
 * The standard chart of accounts, as the migration puts it. Rooms post to these by name; accounts that an
 * accountant adds have no parties and are posted to by hand.
 */
export const CHART = {
  mpesaPaybill: 1010,
  mpesaTill: 1011,
  airtelMoney: 1012,
  cards: 1015,
  bank: 1020,
  onWayToBank: 1025,
  cashDrawers: 1030,
  cashInSafe: 1031,
  receivable: 1100,
  withheldVat: 1180,
  withheldIncomeTax: 1185,
  doubtfulDebts: 1190,
  wallets: 2100,
  deposits: 2110,
  vouchersUnredeemed: 2120,
  vouchersBeingRedeemed: 2121,
  agentFloat: 2130,
  deferredRevenue: 2200,
  vatPayable: 2300,
  excisePayable: 2310,
  suspense: 2400,
  commissionPayable: 2500,
  refundsOnTheirWay: 2600,
  openingBalances: 3000,
  recurringRevenue: 4000,
  usageRevenue: 4010,
  oneOffRevenue: 4020,
  voucherRevenue: 4030,
  lateFees: 4040,
  discountsGiven: 4100,
  serviceLevelCredits: 4200,
  breakage: 4900,
  paymentFees: 5100,
  badDebts: 5200,
  commissions: 5300,
  rounding: 5900,
  cashOverShort: 5910,
  pettyCash: 5920,
} as const

/** A standard account's code. */

export const ACCOUNT_KINDS = ['asset', 'liability', 'equity', 'income', 'expense'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

export const PARTY_KINDS = [
  'subscriber',
  'agent',
  'staff',
  'payment',
  'refund',
  'voucher-batch',
] as const
export type PartyKind = (typeof PARTY_KINDS)[number]

/** Whose balance an account keeps. The ledger knows no more of a party than its kind and its id. */
export type Party = { readonly kind: PartyKind; readonly id: string }

/** Accounts whose postings name a party; of guarded ones a party's balance never passes zero by mistake. */
export const PARTY_ACCOUNTS: Readonly<
  Partial<Record<number, { readonly party: PartyKind; readonly guarded: boolean }>>
> = {
  [CHART.cashDrawers]: { party: 'staff', guarded: false },
  [CHART.receivable]: { party: 'subscriber', guarded: false },
  [CHART.wallets]: { party: 'subscriber', guarded: true },
  [CHART.deposits]: { party: 'subscriber', guarded: true },
  [CHART.vouchersUnredeemed]: { party: 'voucher-batch', guarded: true },
  [CHART.agentFloat]: { party: 'agent', guarded: true },
  [CHART.suspense]: { party: 'payment', guarded: true },
  [CHART.commissionPayable]: { party: 'agent', guarded: true },
  [CHART.refundsOnTheirWay]: { party: 'refund', guarded: true },
}

/** Assets and expenses grow by debits, the others by credits; the first digit of the code says which it is. */
export function growsBy(account: number): 'debit' | 'credit' {
  const first = Math.floor(account / 1000)
  return first === 1 || first >= 5 ? 'debit' : 'credit'
}

/** The balance as people say it: what an account holds of its own side is positive. */
export function natural(account: number, cents: bigint): bigint {
  return growsBy(account) === 'debit' ? cents : -cents
}
