import { decimalMoney, kes } from '#kernel/money.ts'
import type { Sheet } from '#kernel/sheet.ts'
import { nextPeriods, statementNow } from '#modules/billing/index.ts'
import type { Statement } from '#modules/billing/contract.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { paymentNow } from '#modules/payments/index.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import type { Read } from '#platform/tx.ts'
import { noReceipt, nothingNext } from '../refusals.ts'
import { receiptSheet, statementSheet } from '../rules/account-sheets.ts'
import { proFormaSheet } from '../rules/pro-forma-sheet.ts'
import { partiesNow, type AskedLanguage } from './parties.ts'

type Written = { sheet: Sheet; name: string }

/** The receipt for a payment that somebody owns; one that was taken back says so across the page. */
export async function receiptNow(
  read: Read,
  { paymentId, language }: { paymentId: string; language?: AskedLanguage },
): Promise<Written> {
  const payment = await paymentNow(read, paymentId)
  if (!payment.owner || payment.state === 'suspense') throw noReceipt()
  const about = await partiesNow(read, payment.owner.id, language)
  const party = { kind: 'subscriber', id: payment.owner.id } as const
  const code = `RCT-${payment.number.padStart(6, '0')}`
  const sheet = receiptSheet(
    {
      ...{ code, rail: payment.rail, reference: payment.receipt },
      paidAt: Temporal.Instant.from(payment.paidAt),
      receivedAt: Temporal.Instant.from(payment.receivedAt),
      cents: BigInt(payment.amount.cents),
      payer: payment.payer?.name ?? null,
      isReversed: payment.state === 'reversed',
      wallet: (await balanceOf(read, party, CHART.wallets)).cents,
      owed: (await balanceOf(read, party, CHART.receivable)).cents,
    },
    about,
  )
  return { sheet, name: code }
}

type Days = {
  subscriberId: string
  from?: string | undefined
  to?: string | undefined
  language?: AskedLanguage
}

export async function statementOf(read: Read, asked: Days): Promise<Written> {
  const about = await partiesNow(read, asked.subscriberId, asked.language)
  const statement = await statementNow(read, asked)
  return {
    sheet: statementSheet(statement, about),
    name: `statement-${about.buyer.number.replaceAll(' ', '')}-${statement.from}-${statement.to}`,
  }
}

/** As spreadsheets read it: one line for each movement, amounts with a point, days as ISO writes them. */
export async function statementCsv(read: Read, asked: Days) {
  const { house, buyer } = await partiesNow(read, asked.subscriberId, asked.language)
  const statement = await statementNow(read, asked)
  const rows = [
    ['date', 'kind', 'memo', 'charged', 'paid', 'balance'],
    [statement.from, 'opening', '', '', '', amount(statement.before)],
    ...statement.entries.map((entry) => {
      const cents = BigInt(entry.amount.cents)
      const day = Temporal.Instant.from(entry.at).toZonedDateTimeISO(house.zone).toPlainDate()
      return [
        ...[day.toString(), entry.kind, entry.memo],
        cents > 0n ? decimalMoney(kes(cents)) : '',
        cents < 0n ? decimalMoney(kes(-cents)) : '',
        amount(entry.balance),
      ]
    }),
    [statement.to, 'closing', '', '', '', amount(statement.after)],
  ]
  return {
    csv: `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`,
    name: `statement-${buyer.number.replaceAll(' ', '')}-${statement.from}-${statement.to}`,
  }
}

const amount = (of: Statement['after']) => decimalMoney(kes(BigInt(of.cents)))

/** RFC 4180; what a spreadsheet would take for a formula is told to be text (OWASP, CSV injection). */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+\.\d\d$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What the next period of each prepaid service costs, taxes and all, by the rule that renews it. */
export async function proFormaNow(
  read: Read,
  { subscriberId, language }: { subscriberId: string; language?: AskedLanguage },
): Promise<Written> {
  const about = await partiesNow(read, subscriberId, language)
  const next = await nextPeriods(read, subscriberId)
  const lines = next.flatMap(({ service, lines: drafts }) =>
    drafts.map(({ words, component, quantity, period, taxed }) => ({
      ...{ words, quantity, period, taxed },
      ...{ service: formatNumber(service.number), item: component.split(':')[0] ?? component },
    })),
  )
  if (lines.length === 0) throw nothingNext()
  return {
    sheet: proFormaSheet(lines, about),
    name: `pro-forma-${about.buyer.number.replaceAll(' ', '')}`,
  }
}
