import type { Sheet } from '#kernel/sheet.ts'
import type { Statement } from '#modules/billing/contract.ts'
import type { Rail } from '#modules/payments/contract.ts'
import {
  balanceText,
  buyerParty,
  closingPanels,
  dayText,
  frameOf,
  momentText,
  plain,
  whole,
  type Buyer,
  type House,
  type Seller,
} from './parts.ts'
import { WORDS } from './words.ts'

type About = { house: House; seller: Seller; buyer: Buyer; now: Temporal.Instant }

export type ReceiptFacts = {
  readonly code: string
  readonly rail: Rail
  readonly reference: string
  readonly paidAt: Temporal.Instant
  readonly receivedAt: Temporal.Instant
  readonly cents: bigint
  readonly payer: string | null
  readonly isReversed: boolean
  /** What the wallet holds now. */
  readonly wallet: bigint
  readonly owed: bigint
}

/** That we got their money, and what they have with us now. */
export function receiptSheet(payment: ReceiptFacts, { house, seller, buyer, now }: About): Sheet {
  const { language } = house
  const text = WORDS[language]
  return {
    ...frameOf(house, seller, now),
    title: text.receipt,
    code: payment.code,
    stamp: payment.isReversed ? text.reversedStamp : null,
    to: buyerParty(buyer, language),
    facts: [
      { label: text.issued, value: momentText(payment.receivedAt, house) },
      ...(payment.payer === null ? [] : [{ label: text.paymentFrom, value: payment.payer }]),
      { label: text.currency, value: text.kes },
    ],
    headline: {
      value: whole(payment.cents, language),
      label: payment.isReversed ? '' : text.received,
      note: payment.isReversed ? text.reversed : null,
    },
    tables: [
      {
        ...{ title: null, look: 'main', foot: null },
        columns: [
          { label: text.paidIn, align: 'start', share: 30 },
          { label: text.railReceipt, align: 'start', share: 30 },
          { label: text.date, align: 'start', share: 25 },
          { label: text.amount, align: 'end', share: 20 },
        ],
        rows: [
          {
            cells: [
              text.rails[payment.rail],
              payment.reference,
              momentText(payment.paidAt, house),
              plain(payment.cents),
            ],
            ...{ note: null, look: 'plain' },
          },
        ],
      },
    ],
    sums: [
      { label: text.intoWallet, value: plain(payment.wallet), look: 'plain' },
      { label: text.amountDue, value: plain(payment.owed), look: 'plain' },
    ],
    panels: closingPanels(house, seller, buyer),
  }
}

/** Everything that was charged and paid in some days, with the balance after each. */
export function statementSheet(statement: Statement, { house, seller, buyer, now }: About): Sheet {
  const { language, zone } = house
  const text = WORDS[language]
  const day = (date: string) => dayText(Temporal.PlainDate.from(date), language)
  const after = BigInt(statement.after.cents)
  const sumOf = (of: (cents: bigint) => boolean) =>
    statement.entries
      .map(({ amount }) => BigInt(amount.cents))
      .filter(of)
      .reduce((sum, cents) => sum + cents, 0n)
  const [charged, paid] = [sumOf((cents) => cents > 0n), -sumOf((cents) => cents < 0n)]
  return {
    ...frameOf(house, seller, now),
    title: text.statement,
    to: buyerParty(buyer, language),
    facts: [
      { label: text.period, value: `${day(statement.from)} – ${day(statement.to)}` },
      { label: text.issued, value: momentText(now, house) },
      { label: text.currency, value: text.kes },
    ],
    headline: {
      value: whole(after < 0n ? -after : after, language),
      label: after > 0n ? text.youOwe : after < 0n ? text.weHold : text.even,
      note: null,
    },
    tables: [
      {
        ...{ title: null, look: 'main' },
        columns: [
          { label: text.date, align: 'start', share: 17 },
          { label: text.what, align: 'start', share: 38 },
          { label: text.charged, align: 'end', share: 15 },
          { label: text.paidIn, align: 'end', share: 15 },
          { label: text.balance, align: 'end', share: 15 },
        ],
        rows: [
          {
            cells: [
              day(statement.from),
              text.opening,
              '',
              '',
              plain(BigInt(statement.before.cents)),
            ],
            ...{ note: null, look: 'soft' },
          },
          ...statement.entries.map((entry) => {
            const cents = BigInt(entry.amount.cents)
            const at = Temporal.Instant.from(entry.at).toZonedDateTimeISO(zone).toPlainDate()
            return {
              cells: [
                dayText(at, language),
                [text.entries[entry.kind], entry.memo].filter((part) => part !== '').join(' '),
                cents > 0n ? plain(cents) : '',
                cents < 0n ? plain(-cents) : '',
                plain(BigInt(entry.balance.cents)),
              ],
              ...{ note: null, look: 'plain' as const },
            }
          }),
        ],
        foot: [day(statement.to), text.closing, plain(charged), plain(paid), plain(after)],
      },
    ],
    sums: [],
    panels: [
      {
        title: text.your,
        facts: [
          { label: text.before, value: balanceText(BigInt(statement.before.cents), language) },
          { label: text.debits, value: whole(charged, language) },
          { label: text.credits, value: whole(paid, language) },
          { label: text.after, value: balanceText(after, language) },
        ],
        lines: [],
      },
      ...closingPanels(house, seller, buyer),
    ],
  }
}
