import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { BY_HAND, type postByHand as endpoint } from '../contract.ts'
import {
  accountHasParties,
  accountIsArchived,
  accountNotFound,
  amountNotPositive,
  bookedAhead,
  notBalanced,
} from '../refusals.ts'
import { credit, debit } from '../rules/journal.ts'
import { shareAccounts } from '../store.ts'
import { post } from './post.ts'

/**
 * Books what no room does: bank charges, money moved from the paybill to the bank, an accountant's correction. Accounts
 * that keep balances of people are left to payments and invoices, or their documents would no longer add up.
 */
export async function postByHand(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const { id, memo, postings } = input
  const difference = postings.reduce(
    (sum, { side, amount }) => sum + (side === 'debit' ? amount.cents : -amount.cents),
    0n,
  )
  postings.forEach(({ amount }, place) => {
    if (amount.cents <= 0n)
      throw amountNotPositive({}, [
        { path: `postings.${place}.amount`, message: 'An amount above zero.' },
      ])
  })
  if (difference !== 0n) throw notBalanced({ difference: decimalMoney(kes(difference)) })
  await refuseUnfitAccounts(
    tx,
    postings.map(({ account }) => account),
  )
  const booked = await post(tx, {
    kind: BY_HAND,
    key: `${BY_HAND}:${id}`,
    memo,
    bookedAt: await momentOf(tx, input.bookedOn),
    postings: postings.map(({ account, side, amount }) =>
      side === 'debit' ? debit(account, amount) : credit(account, amount),
    ),
  })
  audit(tx, { objects: [{ table: 'ledger.journal', id: booked.id }] })
  return booked.id
}

async function refuseUnfitAccounts(tx: Tx, codes: readonly number[]) {
  const accounts = new Map((await shareAccounts(tx, codes)).map((row) => [row.code, row]))
  codes.forEach((code, place) => {
    const account = accounts.get(code)
    const issues = [{ path: `postings.${place}.account`, message: 'Choose another account.' }]
    if (!account) throw accountNotFound({ account: code }, issues)
    if (account.archived_at) throw accountIsArchived({ account: code }, issues)
    if (account.party_kind) throw accountHasParties({ account: code }, issues)
  })
}

/** A day means its noon, or this moment on the day itself. */
async function momentOf(tx: Tx, bookedOn: string): Promise<Temporal.Instant> {
  const { timeZone } = await regionNow(tx)
  const day = Temporal.PlainDate.from(bookedOn)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const ahead = Temporal.PlainDate.compare(day, today)
  if (ahead > 0) throw bookedAhead({}, [{ path: 'bookedOn', message: 'Today or earlier.' }])
  if (ahead === 0) return tx.now
  return day.toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant()
}
