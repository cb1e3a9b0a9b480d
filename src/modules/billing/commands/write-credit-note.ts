import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { decimalMoney, kes, moneyToWire } from '#kernel/money.ts'
import { creditOf, sumTaxed } from '#modules/catalog/contract.ts'
import { post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { creditNoteIssued } from '../events.ts'
import { invoiceForCredit } from '../queries/invoices.ts'
import { amountNotPositive, creditTooHigh, lineNotFound, nothingToCredit } from '../refusals.ts'
import { creditJournal } from '../rules/journals.ts'
import { unearnedOf } from '../rules/unearned.ts'
import type { Words } from '../rules/words.ts'
import { insertAllocations, insertCreditNote, recognisedUntil, takeNumbers } from '../store.ts'

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
  if (note.lines.length === 0) throw nothingToCredit()
  const recognised = await recognisedUntil(tx)
  const seen = new Set<string>()
  const lines = note.lines.map(({ lineId, net, words }, place) => {
    const path = `lines.${place}.net`
    const line = invoice.lines.find((one) => one.lineId === lineId)
    if (!line || seen.has(lineId)) throw lineNotFound({}, [{ path, message: 'Not on it.' }])
    seen.add(lineId)
    if (net <= 0n) throw amountNotPositive({}, [{ path, message: 'An amount above zero.' }])
    const left = line.taxed.net - line.credited
    if (net > left) {
      const most = decimalMoney(kes(left))
      throw creditTooHigh({ left: most }, [{ path, message: `At most ${most}.` }])
    }
    const after = line.credited + net
    const unearned = (credited: bigint) =>
      line.isDeferred ? unearnedOf(line.taxed.net, credited, line.period, recognised) : 0n
    return {
      ...{ lineId, incomeAccount: line.incomeAccount, words: words ?? null },
      taxed: creditOf(line.taxed, line.credited, after),
      unearned: unearned(line.credited) - unearned(after),
    }
  })
  const totals = sumTaxed(lines.map(({ taxed }) => taxed))
  const lowers = totals.gross < invoice.open ? totals.gross : invoice.open
  const toWallet = totals.gross - lowers
  const { timeZone } = await regionNow(tx)
  const [number] = await takeNumbers(tx, 'credit-note', 1)
  const id = newId(tx.now)
  const { code } = must(number, 'one was taken')
  await insertCreditNote(tx, {
    ...{ id, ...must(number, 'one was taken'), invoiceId: invoice.invoiceId, subscriberId },
    ...{ reason: note.reason, totals, toWallet, lines, key: note.key ?? null },
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
