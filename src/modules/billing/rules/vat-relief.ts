import { divideRounded } from '#kernel/money.ts'

/** Of what was given up, the VAT: its share of the invoice as it stands after credit notes. */
export function reliefOf(debt: { left: bigint; vat: bigint; gross: bigint }): bigint {
  return debt.gross > 0n ? divideRounded(debt.vat * debt.left, debt.gross) : 0n
}

/**
 * What of a relief is owed again when `now` is recovered, after `before` was. By running totals, so that who recovers all of it, in
 * whatever parts, gives all of it back.
 */
export function returnedOf(
  relief: { cents: bigint; of: bigint },
  recovered: { before: bigint; now: bigint },
): bigint {
  const running = (cents: bigint) => divideRounded(relief.cents * cents, relief.of)
  return running(recovered.before + recovered.now) - running(recovered.before)
}

/** Three years after the supply, or whatever the law says by then; at once where the debtor is insolvent. */
export function mayRelieve(
  given: { issuedOn: Temporal.PlainDate; today: Temporal.PlainDate; years: number },
  because: 'aged' | 'insolvent',
): boolean {
  const from = given.issuedOn.add({ years: given.years })
  return because === 'insolvent' || Temporal.PlainDate.compare(from, given.today) <= 0
}
