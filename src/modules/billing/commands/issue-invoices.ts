import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { sumTaxed } from '#modules/catalog/contract.ts'
import { regionNow } from '#modules/organization/index.ts'
import { postMany } from '#modules/ledger/index.ts'
import { inTurn } from '#platform/in-turn.ts'
import type { Tx } from '#platform/tx.ts'
import { invoiceIssued, invoicesIssued } from '../events.ts'
import { invoiceJournal, settlementJournal } from '../rules/journals.ts'
import type { DraftLine } from '../rules/lines.ts'
import { unearnedOf } from '../rules/unearned.ts'
import {
  insertAllocationsOfSettled,
  insertInvoices,
  insertLinesOfLong,
  takeNumbers,
  type InvoiceRow,
} from '../store.ts'
import { recognisedUntil } from '../store/recognition.ts'
import { announceSettled } from './announce-settled.ts'

export type InvoiceDraft = {
  /** Its id, where somebody named it already. */
  readonly id?: string
  readonly subscriberId: string
  /** The natural name of what it is for: `billing.renewal:<service>:<start>`. */
  readonly key: string
  /** How many days there are to pay. */
  readonly dueInDays: number
  /** At least one, and together above zero. */
  readonly lines: readonly DraftLine[]
}

/**
 * Issues invoices with their numbers, lines, taxes and journals, thousands in the same few statements. Whoever calls has
 * locked the subscribers and looked whether it was done before: a key that is there is a fault. Those of a run are announced together.
 * `paid`: the wallets pay them in the same statements.
 */
export async function issueInvoices(
  tx: Tx,
  drafts: readonly InvoiceDraft[],
  { runId, paid }: { runId?: string; paid?: 'from-wallet' } = {},
): Promise<InvoiceRow[]> {
  if (drafts.length === 0) return []
  const { timeZone } = await regionNow(tx)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const recognised = await recognisedUntil(tx)
  const ready = drafts.map((draft) => ({
    id: draft.id ?? newId(tx.now),
    subscriberId: draft.subscriberId,
    key: draft.key,
    issuedOn: today,
    dueOn: today.add({ days: draft.dueInDays }),
    totals: sumTaxed(draft.lines.map(({ taxed }) => taxed)),
    lines: draft.lines.map((line) => ({
      ...line,
      unearned: line.isDeferred ? unearnedOf(line.taxed.net, 0n, line.period, recognised) : 0n,
    })),
  }))
  await insertLinesOfLong(tx, ready)
  // From here on all others who issue invoices wait for this unit to end.
  const numbers = await takeNumbers(tx, 'invoice', drafts.length)
  const invoices = ready.map((one, place): InvoiceRow => {
    const { number, code } = must(numbers[place], 'each has a number')
    return { ...one, number, code }
  })
  const settled = paid === 'from-wallet' ? invoices.map((one) => settlementOf(tx, one)) : []
  await inTurn([
    insertInvoices(tx, invoices, { areSettled: paid === 'from-wallet' }),
    insertAllocationsOfSettled(
      tx,
      settled.map(({ invoiceId, key, cents }) => ({ invoiceId, key, cents, source: 'wallet' })),
    ),
    postMany(tx, [
      ...invoices.map(({ id, code, subscriberId, lines }) =>
        invoiceJournal({ invoiceId: id, code, subscriberId, lines }),
      ),
      ...settled.map(settlementJournal),
    ]),
  ])
  if (runId !== undefined) announceTogether(tx, runId, invoices)
  else for (const invoice of invoices) announce(tx, invoice)
  for (const one of settled) announceSettled(tx, one)
  return invoices
}

/** What is bought from the wallet is settled as it is issued: one that is stored as settled need not be changed. */
function settlementOf(tx: Tx, { id, code, subscriberId, totals }: InvoiceRow) {
  const key = `billing.settlement:${newId(tx.now)}`
  return { invoiceId: id, code, subscriberId, key, cents: totals.gross }
}

function announce(tx: Tx, { id, subscriberId, totals }: InvoiceRow) {
  const amount = moneyToWire(kes(totals.gross))
  tx.emit(invoiceIssued, { invoiceId: id, subscriberId, amount }, { order: subscriberId })
}

/** An announcement must fit into a notification of PostgreSQL. */
const TOGETHER = 150

function announceTogether(tx: Tx, runId: string, invoices: readonly InvoiceRow[]) {
  for (let from = 0; from < invoices.length; from += TOGETHER) {
    const invoiceIds = invoices.slice(from, from + TOGETHER).map(({ id }) => id)
    tx.emit(invoicesIssued, { runId, invoiceIds })
  }
}
