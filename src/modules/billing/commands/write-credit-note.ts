import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { sumTaxed } from '#modules/catalog/contract.ts'
import { post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { creditNoteIssued } from '../events.ts'
import { decideCredit, invoiceForCredit, splitCredit } from '../queries/credit.ts'
import { creditJournal } from '../rules/journals.ts'
import { unearnedOf } from '../rules/unearned.ts'
import type { Words } from '../rules/words.ts'
import { insertAllocations, insertCreditNote, takeNumbers } from '../store.ts'
import { recognisedUntil } from '../store/recognition.ts'

export type NoteToWrite = {
  readonly invoiceId: string
  readonly reason: string
  /** Of each line so much before tax, and why where the line does not say it. */
  readonly lines: readonly {
    readonly lineId: string
    readonly net: bigint
    readonly words?: Words
  }[]
  /** The natural name of what is taken back; whoever gives one has looked whether it was done. */
  readonly key?: string
  /** The account that bears what was earned, where it is not the revenue of the line. */
  readonly against?: number
}

/**
 * Takes back part of an invoice, line by line, with the same taxes: crediting all of a line returns each of them to the cent, however
 * it is split. What is still open is lowered first; what was paid goes into the wallet of whoever was invoiced, where whoever calls
 * lets it buy what it can. Periods stay as they are.
 */
export async function writeCreditNote(
  tx: Tx,
  note: NoteToWrite,
): Promise<{ creditNoteId: string; subscriberId: string }> {
  const before = await invoiceForCredit(tx, note.invoiceId)
  await lockSubscribers(tx, [before.subscriberId])
  // Again, now that nobody else credits or settles it.
  const invoice = await invoiceForCredit(tx, note.invoiceId)
  const { subscriberId } = invoice
  const recognised = await recognisedUntil(tx)
  const lines = decideCredit(invoice, note.lines).map(({ line, taxed, net, words }) => {
    const unearned = (credited: bigint) =>
      line.isDeferred ? unearnedOf(line.taxed.net, credited, line.period, recognised) : 0n
    return {
      ...{
        lineId: line.lineId,
        incomeAccount: note.against ?? line.incomeAccount,
        words: words ?? null,
        taxed,
      },
      unearned: unearned(line.credited) - unearned(line.credited + net),
    }
  })
  const totals = sumTaxed(lines.map(({ taxed }) => taxed))
  const { lowers, toWallet } = splitCredit(invoice, totals.gross)
  const { timeZone } = await regionNow(tx)
  const [number] = await takeNumbers(tx, 'credit-note', 1)
  const id = newId(tx.now)
  const { code } = must(number, 'one was taken')
  await insertCreditNote(tx, {
    ...{ id, ...must(number, 'one was taken'), invoiceId: invoice.invoiceId, subscriberId },
    ...{
      reason: note.reason,
      totals,
      toWallet,
      lines,
      key: note.key ?? null,
      lowersRevenue: note.against === undefined,
    },
    issuedOn: tx.now.toZonedDateTimeISO(timeZone).toPlainDate(),
  })
  if (lowers > 0n) {
    await insertAllocations(tx, [
      {
        ...{ invoiceId: invoice.invoiceId, source: 'credit-note', creditNoteId: id },
        ...{ key: `billing.credit-note:${id}`, cents: lowers },
      },
    ])
  }
  await post(tx, creditJournal({ creditNoteId: id, code, subscriberId, lines, toWallet }))
  audit(tx, { objects: [{ table: 'billing.credit_note', id }], reason: note.reason })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.credited' },
      facts: { invoiceId: invoice.invoiceId, code, cents: String(totals.gross) },
    },
  ])
  const amount = moneyToWire(kes(totals.gross))
  const { invoiceId } = invoice
  tx.emit(
    creditNoteIssued,
    { creditNoteId: id, invoiceId, subscriberId, amount },
    { order: subscriberId },
  )
  return { creditNoteId: id, subscriberId }
}
