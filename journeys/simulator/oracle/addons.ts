import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { dayNumber, localDay } from './calendar.ts'
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
} from './people.ts'
import { addonBill } from './prices.ts'
import { spanOf } from './terms.ts'

/** Something beside the plan, at its price of now: for the rest of the time that is paid, or once. The money must be there. */
export function add(town: Rules, person: Person, deed: DeedOf<'add'>): Outcome {
  const service = serviceOf(person, deed.service)
  const thing = town.things.get(deed.thing)
  if (!thing) throw new Error(`nobody sells ${deed.thing}`)
  if (service.addons.some(({ name }) => name === deed.addon)) return 'done'
  if (service.status !== 'active') return 'refused'
  const { at } = deed
  const addon = { name: deed.addon, thing, quantity: deed.quantity, from: at, to: null }
  const cents = thing.cents * BigInt(deed.quantity)
  const bill = taxed(cents, thing.mode, 'internet', person.taxes)
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
  if (gross > 0n) {
    const overdue = person.invoices
      .filter(({ dueDay, disputed }) => dueDay < today && !disputed)
      .reduce((all, one) => all + openOf(one), 0n)
    if (gross > person.wallet - overdue) return 'refused'
  }
  service.addons.push(addon)
  if (gross > 0n) {
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
  const until = paidUntil(service)
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
