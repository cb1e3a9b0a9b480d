import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { dayNumber, localDay } from './calendar.ts'
import { lower } from './giving-back.ts'
import { taxed } from './money.ts'
import { lineOf, openOf, owed, totalOf, type Line, type Person, type Rules } from './people.ts'

export function charge(town: Rules, person: Person, deed: DeedOf<'charge'>): Outcome {
  if (person.charges.has(deed.charge)) return 'done'
  person.charges.add(deed.charge)
  const bill = taxed(deed.cents, 'inclusive', 'goods', person.taxes)
  const today = dayNumber(localDay(deed.at, town.zone))
  person.invoices.push(owed([lineOf(bill)], today + deed.dueInDays))
  buy(town, person, deed.at)
  return 'done'
}

export function credit(town: Rules, person: Person, deed: DeedOf<'credit'>): Outcome {
  const invoice = person.invoices[deed.invoice]
  const line = invoice?.lines[0]
  if (!invoice || !line) return 'refused'
  const net = creditable(line, deed.share)
  if (net <= 0n || net > line.net - line.credited) return 'refused'
  lower(person, invoice, line, net)
  buy(town, person, deed.at)
  return 'done'
}

/** What was kept back settles the invoice; of one that was paid, it is in the wallet. Never more than the tax, or all of it. */
export function certify(town: Rules, person: Person, deed: DeedOf<'certify'>): Outcome {
  const invoice = person.invoices[deed.invoice]
  if (!invoice) return 'refused'
  const { cents, bound } = keptBack(totalOf(invoice), deed)
  const before = [...person.certificates.values()]
    .filter((one) => one.invoice === invoice)
    .reduce((all, one) => all + one.cents, 0n)
  if (cents <= 0n || cents + before > bound) return 'refused'
  person.certificates.set(deed.certificate, { invoice, tax: deed.tax, cents })
  const open = openOf(invoice)
  const settles = cents < open ? cents : open
  invoice.settled += settles
  person.wallet += cents - settles
  buy(town, person, deed.at)
  return 'done'
}

export function keptBack(
  { vat, gross }: { vat: bigint; gross: bigint },
  { tax, share }: Pick<DeedOf<'certify'>, 'tax' | 'share'>,
): { cents: bigint; bound: bigint } {
  const bound = tax === 'vat' ? vat : gross
  return { bound, cents: (bound * BigInt(share)) / 100n }
}

/** So many hundredths of what is left of a line. */
export function creditable(line: Line, share: number): bigint {
  return ((line.net - line.credited) * BigInt(share)) / 100n
}
