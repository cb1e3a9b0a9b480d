import { kes } from '#kernel/money.ts'
import type { Taxed } from '#modules/catalog/contract.ts'
import { CHART } from '#modules/ledger/contract.ts'
import type { NewJournal, Posting } from '#modules/ledger/index.ts'

function debit(account: number, cents: bigint, party?: string): Posting {
  return { account, amount: kes(cents), ...(party !== undefined && { party }) }
}

function credit(account: number, cents: bigint, party?: string): Posting {
  return debit(account, -cents, party)
}

type TaxedLine = {
  readonly taxed: Pick<Taxed, 'net' | 'excise' | 'levies' | 'vat' | 'gross'>
  readonly incomeAccount: number
  /** Of its net, what is not earned yet. */
  readonly unearned: bigint
}

/** What is owed against what is earned now or later, and the taxes. Levies are owed to the state like excise. */
export function invoiceJournal(invoice: {
  invoiceId: string
  code: string
  subscriberId: string
  lines: readonly TaxedLine[]
}): NewJournal {
  const earned = new Map<number, bigint>()
  let [excise, vat, gross] = [0n, 0n, 0n]
  const add = (account: number, cents: bigint) =>
    earned.set(account, (earned.get(account) ?? 0n) + cents)
  for (const { taxed, incomeAccount, unearned } of invoice.lines) {
    add(CHART.deferredRevenue, unearned)
    add(incomeAccount, taxed.net - unearned)
    excise += taxed.excise + taxed.levies
    vat += taxed.vat
    gross += taxed.gross
  }
  return {
    kind: 'billing.invoice',
    key: `billing.invoice:${invoice.invoiceId}`,
    subject: { kind: 'billing.invoice', id: invoice.invoiceId },
    memo: invoice.code,
    postings: [
      debit(CHART.receivable, gross, invoice.subscriberId),
      ...[...earned].map(([account, cents]): Posting => credit(account, cents)),
      credit(CHART.excisePayable, excise),
      credit(CHART.vatPayable, vat),
    ],
  }
}

/** The wallet pays what is owed. */
export function settlementJournal(settled: {
  key: string
  invoiceId: string
  code: string
  subscriberId: string
  cents: bigint
}): NewJournal {
  const { subscriberId: party } = settled
  return {
    kind: 'billing.settlement',
    key: settled.key,
    subject: { kind: 'billing.invoice', id: settled.invoiceId },
    memo: settled.code,
    postings: [
      debit(CHART.wallets, settled.cents, party),
      credit(CHART.receivable, settled.cents, party),
    ],
  }
}

/** What the wallet paid is open again: the money that it paid with is not there. */
export function unsettlementJournal(undone: Parameters<typeof settlementJournal>[0]): NewJournal {
  const { subscriberId: party } = undone
  return {
    ...settlementJournal(undone),
    kind: 'billing.settlement-undone',
    postings: [
      debit(CHART.receivable, undone.cents, party),
      credit(CHART.wallets, undone.cents, party),
    ],
  }
}

/** An invoice taken back in part: the unpaid part lowers what is owed, the rest goes into the wallet. */
export function creditJournal(note: {
  creditNoteId: string
  code: string
  subscriberId: string
  lines: readonly TaxedLine[]
  toWallet: bigint
}): NewJournal {
  const back = new Map<number, bigint>()
  const add = (account: number, cents: bigint) =>
    back.set(account, (back.get(account) ?? 0n) + cents)
  let gross = 0n
  for (const { taxed, incomeAccount, unearned } of note.lines) {
    add(CHART.deferredRevenue, unearned)
    add(incomeAccount, taxed.net - unearned)
    add(CHART.excisePayable, taxed.excise + taxed.levies)
    add(CHART.vatPayable, taxed.vat)
    gross += taxed.gross
  }
  const { subscriberId: party } = note
  return {
    kind: 'billing.credit-note',
    key: `billing.credit-note:${note.creditNoteId}`,
    subject: { kind: 'billing.credit-note', id: note.creditNoteId },
    memo: note.code,
    postings: [
      ...[...back].map(([account, cents]): Posting => debit(account, cents)),
      credit(CHART.receivable, gross - note.toWallet, party),
      credit(CHART.wallets, note.toWallet, party),
    ],
  }
}
