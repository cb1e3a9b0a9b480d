import { kes } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/contract.ts'
import type { TellsMoney } from '#modules/payments/index.ts'
import type { StatementLine } from './line.ts'
import { noonOf } from './noon.ts'
import { numberIn, tellingOf } from './telling.ts'

/** With the hexadecimal key of what the line says, which no other line of the account has. */
export type Keyed = StatementLine & { readonly key: string }

/** What a line is called that names no receipt. */
export const ownReceipt = ({ key }: Keyed) => `STMT-${key.slice(0, 24)}`

/** A line as payments hear of it. */
export const paidBy: TellsMoney<Keyed, { references: ReadonlySet<string>; timeZone: string }> = (
  line,
  { references, timeZone },
) => {
  const { reference, words, payer, day, cents } = line
  const telling = tellingOf(line)
  const { mpesaReceipt, phone } = telling
  const isTelling = reference !== null && references.has(reference)
  return {
    ...{ rail: mpesaReceipt === null ? 'bank' : 'mpesa', channel: 'statement' },
    receipt: mpesaReceipt ?? (isTelling ? reference : ownReceipt(line)),
    ...{ amount: kes(cents), into: { account: CHART.bank }, note: words || null },
    account: numberIn(telling),
    payer: { name: payer, phone },
    paidAt: noonOf(day, timeZone),
  }
}
