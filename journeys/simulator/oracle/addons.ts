import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { PAYMENT_DAYS } from './afterwards.ts'
import { dayNumber, later, localDay, midnight, monthsLater, type Micros } from './calendar.ts'
import { lower, unusedOf } from './giving-back.ts'
import { sum, taxed } from './money.ts'
import {
  NEVER,
  openOf,
  owed,
  paidUntil,
  serviceOf,
  type Line,
  type Person,
  type Rules,
  type Service,
} from './people.ts'
import { addonBill } from './prices.ts'
import { owesLater, spanOf } from './terms.ts'

/**
 * Something beside the plan, at its price of now: for the rest of the time that is paid, or once. The money must be there; of what is paid afterwards it
 * is owed, by whoever pays.
 */
export function add(town: Rules, person: Person, payer: Person, deed: DeedOf<'add'>): Outcome {
  const service = serviceOf(person, deed.service)
  const thing = town.things.get(deed.thing)
  if (!thing) throw new Error(`nobody sells ${deed.thing}`)
  if (service.addons.some(({ name }) => name === deed.addon)) return 'done'
  if (service.status !== 'active') return 'refused'
  const { at } = deed
  const addon = { name: deed.addon, thing, quantity: deed.quantity, from: at, to: null }
  const cents = thing.cents * BigInt(deed.quantity)
  const isOwed = owesLater(service.terms)
  const buyer = isOwed ? payer : person
  const bill = taxed(cents, thing.mode, 'internet', buyer.taxes)
  // All the time that is paid, also what was bought ahead.
  const lines: Line[] = thing.once
    ? [{ ...bill, span: null, service: service.name, addon: addon.name, credited: 0n }]
    : service.periods
        .filter(({ to }) => to > at)
        .map(({ terms, anchor, k, ...period }) => {
          const { whole } = spanOf(terms, anchor, town.zone, k)
          const from = period.from > at ? period.from : at
          return addonBill(town, person, service, terms, addon, { from, to: period.to, whole })
        })
        .filter(({ gross }) => gross > 0n)
  const { gross } = sum(lines)
  const today = dayNumber(localDay(at, town.zone))
  if (gross > 0n && !isOwed) {
    const overdue = person.invoices
      .filter(({ dueDay, disputed }) => dueDay < today && !disputed)
      .reduce((all, one) => all + openOf(one), 0n)
    if (gross > person.wallet - overdue) return 'refused'
  }
  service.addons.push(addon)
  if (isOwed) {
    if (gross > 0n) buyer.invoices.push(owed(lines, today + PAYMENT_DAYS))
    if (buyer !== person) buy(town, buyer, at)
  } else if (gross > 0n) {
    const invoice = owed(lines, today)
    person.wallet -= gross
    invoice.settled = gross
    invoice.paid.push({ at, cents: gross })
    person.invoices.push(invoice)
  }
  buy(town, person, at)
  return 'done'
}

/** It ends now, and what is not used comes back; or with the time that is paid. */
export function drop(town: Rules, person: Person, deed: DeedOf<'drop'>): Outcome {
  const service = serviceOf(person, deed.service)
  const addon = service.addons.find(({ name }) => name === deed.addon)
  if (!addon || (addon.to !== null && addon.to <= deed.at)) return 'refused'
  const until = owesLater(service.terms) ? endOfRunning(town, service, deed.at) : paidUntil(service)
  const end = deed.atEnd && until !== null && until > deed.at ? until : deed.at
  const unused = unusedOf(
    town,
    person,
    service,
    [{ from: end, to: NEVER }],
    (line) => line.addon === addon.name,
  )
  for (const { invoice, line, net } of unused) lower(person, invoice, line, net)
  addon.to = end
  buy(town, person, deed.at)
  return 'done'
}

/** What is paid afterwards is invoiced by the month, or by the day where it is counted. */
function endOfRunning(town: Rules, { terms }: Service, at: Micros): Micros {
  const today = localDay(at, town.zone)
  const next = terms.afterwards ? monthsLater({ ...today, day: 1 }, 1, 1) : later(today, 1)
  return midnight(next, town.zone)
}
