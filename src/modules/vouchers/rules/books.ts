import { kes, type Money } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/contract.ts'
import type { NewJournal, Posting } from '#modules/ledger/index.ts'

type Whose = Pick<Posting, 'party'>

function debit(account: number, amount: Money, whose: Whose = {}): Posting {
  return { account, amount, ...whose }
}

function credit(account: number, amount: Money, whose: Whose = {}): Posting {
  return debit(account, kes(-amount.cents), whose)
}

const SALE_INTO = {
  cash: CHART.cashDrawers,
  mpesa: CHART.mpesaPaybill,
  bank: CHART.bank,
  given: CHART.discountsGiven,
} as const

/** Codes count from now on: what they are worth is owed to whoever holds them; what the seller keeps of it is commission. */
export function saleJournal(sale: {
  id: string
  batchId: string
  how: keyof typeof SALE_INTO
  worth: bigint
  paid: bigint
  drawerOf: string
  memo: string
}): NewJournal {
  const { batchId: party, how, worth, paid } = sale
  return {
    kind: 'vouchers.sale',
    key: `vouchers.sale:${sale.id}`,
    subject: { kind: 'vouchers.sale', id: sale.id },
    memo: sale.memo,
    postings: [
      how === 'given'
        ? debit(CHART.discountsGiven, kes(worth))
        : debit(SALE_INTO[how], kes(paid), how === 'cash' ? { party: sale.drawerOf } : {}),
      ...(how === 'given' ? [] : [debit(CHART.commissions, kes(worth - paid))]),
      credit(CHART.vouchersUnredeemed, kes(worth), { party }),
    ],
  }
}

type OfCode = {
  readonly voucherId: string
  readonly face: bigint
  readonly memo: string
}

/** What a code is worth is money in a wallet, which buys the time. */
export function creditJournal(redeemed: OfCode & { subscriberId: string }): NewJournal {
  const { voucherId, subscriberId, face, memo } = redeemed
  return {
    ...{ kind: 'vouchers.credit', key: `vouchers.credit:${voucherId}`, memo },
    subject: { kind: 'vouchers.voucher', id: voucherId },
    postings: [
      debit(CHART.vouchersBeingRedeemed, kes(face)),
      credit(CHART.wallets, kes(face), { party: subscriberId }),
    ],
  }
}

/**
 * What was owed for it is not any more. In the same unit, and apart from the credit: a batch has one balance, and a whole town that types
 * the codes of one batch would wait for each other while each buys.
 */
export function redemptionJournal(redeemed: OfCode & { batchId: string }): NewJournal {
  const { voucherId, batchId, face, memo } = redeemed
  return {
    ...{ kind: 'vouchers.redemption', key: `vouchers.redemption:${voucherId}`, memo },
    subject: { kind: 'vouchers.voucher', id: voucherId },
    postings: [
      debit(CHART.vouchersUnredeemed, kes(face), { party: batchId }),
      credit(CHART.vouchersBeingRedeemed, kes(face)),
    ],
  }
}

/** A code that was void by mistake: what was taken for income is owed again. */
export function restoreJournal(restored: {
  key: string
  voucherId: string
  batchId: string
  face: bigint
  memo: string
}): NewJournal {
  return {
    ...{ kind: 'vouchers.restoration', key: restored.key, memo: restored.memo },
    subject: { kind: 'vouchers.voucher', id: restored.voucherId },
    postings: [
      debit(CHART.breakage, kes(restored.face)),
      credit(CHART.vouchersUnredeemed, kes(restored.face), { party: restored.batchId }),
    ],
  }
}

/** Codes that nobody will use: what was owed for them is ours, or goes back to whoever bought them. */
export function writeOffJournal(over: {
  key: string
  kind: 'vouchers.expiry' | 'vouchers.void'
  batchId: string
  worth: bigint
  /** Of it, what goes back out of a drawer, and the commission that goes with it. */
  back?: { readonly paid: bigint; readonly commission: bigint; readonly drawerOf: string }
  memo: string
}): NewJournal {
  const { back, worth, batchId } = over
  return {
    ...{ kind: over.kind, key: over.key, memo: over.memo },
    subject: { kind: 'vouchers.batch', id: batchId },
    postings: [
      debit(CHART.vouchersUnredeemed, kes(worth), { party: batchId }),
      ...(back
        ? [
            credit(CHART.cashDrawers, kes(back.paid), { party: back.drawerOf }),
            credit(CHART.commissions, kes(back.commission)),
          ]
        : []),
      credit(CHART.breakage, kes(worth - (back ? back.paid + back.commission : 0n))),
    ],
  }
}
