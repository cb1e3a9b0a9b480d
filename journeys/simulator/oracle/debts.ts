import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { dayNumber, localDay } from './calendar.ts'
import { lower } from './giving-back.ts'
import { taxed } from './money.ts'
import type { Line, Person, Rules } from './people.ts'

export function charge(town: Rules, person: Person, deed: DeedOf<'charge'>): Outcome {
  if (person.charges.has(deed.charge)) return 'done'
  person.charges.add(deed.charge)
  const bill = taxed(deed.cents, 'inclusive', 'goods', person.taxes)
  const today = dayNumber(localDay(deed.at, town.zone))
  person.invoices.push({
    line: { ...bill, span: null, internet: false, credited: 0n },
    ...{ dueDay: today + deed.dueInDays, service: null, settled: 0n },
  })
  buy(town, person, deed.at)
  return 'done'
}

export function credit(town: Rules, person: Person, deed: DeedOf<'credit'>): Outcome {
  const invoice = person.invoices[deed.invoice]
  if (!invoice) return 'refused'
  const { line } = invoice
  const net = creditable(line, deed.share)
  if (net <= 0n || net > line.net - line.credited) return 'refused'
  lower(person, invoice, net)
  buy(town, person, deed.at)
  return 'done'
}

/** So many hundredths of what is left of a line. */
export function creditable(line: Line, share: number): bigint {
  return ((line.net - line.credited) * BigInt(share)) / 100n
}
