import { kes } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { receivePayments, type Received, type TellsMoney } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { StatementLine } from '../rules/line.ts'
import { numberIn, tellingOf } from '../rules/telling.ts'

type Keyed = StatementLine & { readonly key: string }

/** Makes lines that came in payments, in their order. `references`: those of the bank's references that may be receipts. */
export async function receiveLines(
  tx: Tx,
  lines: readonly Keyed[],
  references: ReadonlySet<string>,
): Promise<Received[]> {
  const { timeZone } = await regionNow(tx)
  return receivePayments(
    tx,
    lines.map((line) => paidBy(line, { references, timeZone })),
  )
}

/** A line as payments hear of it. */
const paidBy: TellsMoney<Keyed, { references: ReadonlySet<string>; timeZone: string }> = (
  line,
  { references, timeZone },
) => {
  const { reference, words, payer, day, cents, key } = line
  const telling = tellingOf(line)
  const { mpesaReceipt, phone } = telling
  const own = `STMT-${key.slice(0, 24)}`
  const isTelling = reference !== null && references.has(reference)
  return {
    ...{ rail: mpesaReceipt === null ? 'bank' : 'mpesa', channel: 'statement' },
    receipt: mpesaReceipt ?? (isTelling ? reference : own),
    ...{ amount: kes(cents), into: { account: CHART.bank }, note: words || null },
    account: numberIn(telling),
    payer: { name: payer, phone },
    paidAt: Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone, plainTime: '12:00' })
      .toInstant(),
  }
}
