import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { closeDay as endpoint } from '../contract.ts'
import { dayNow } from '../queries/account-days.ts'
import { dayDiffers, dayIsOpen, dayWithoutStatement } from '../refusals.ts'
import { insertClosedDay } from '../store/statements.ts'

/** Says that a day of an account is done: the statement holds all of it, nothing is open, and the books say the same to the cent. */
export async function closeDay(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { account, note } = input
  const day = Temporal.PlainDate.from(input.day)
  const now = await dayNow(tx, account, day)
  if (now.statementCents === null) throw dayWithoutStatement()
  if (now.open > 0) throw dayIsOpen({ open: String(now.open) })
  const difference = now.statementCents - now.ledgerCents
  if (difference !== 0n && note === null)
    throw dayDiffers({ difference: decimalMoney(kes(difference)) }, [
      { path: 'note', message: 'Say why.' },
    ])
  const { statementCents, ledgerCents, lines } = now
  await insertClosedDay(tx, { account, day, statementCents, ledgerCents, lines })
  audit(tx, { objects: [], ...(note !== null && { reason: note }) })
}
