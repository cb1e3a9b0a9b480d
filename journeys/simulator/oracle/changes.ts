import { dayNumber, localDay, type Micros } from './calendar.ts'
import { lower, unusedOf, type Unused } from './giving-back.ts'
import { creditOf } from './money.ts'
import {
  NEVER,
  openOf,
  owed,
  totalOf,
  type Line,
  type Person,
  type Period,
  type Rules,
  type Service,
} from './people.ts'
import { addonBills, billOf, sameLength } from './prices.ts'
import { owesLater, spanOf, type Terms } from './terms.ts'

/** The moment has come for which another plan was asked. */
export function comeTrue(person: Person, at: Micros): void {
  for (const service of person.services) {
    const { asked } = service
    if (!asked || asked.at > at) continue
    service.asked = null
    if (service.status !== 'ended' && service.terms.key !== asked.terms.key)
      become(person, service, asked.terms, at)
  }
}

/** Nobody paid in time. */
export function lapse(person: Person, at: Micros): void {
  for (const service of person.services)
    if (service.waits && service.waits.until <= at) service.waits = null
}

/** Money is there: what was quoted is done as of when it was quoted, unless it would cost something else by now. */
export function paidFor(town: Rules, person: Person, at: Micros): void {
  lapse(person, at)
  for (const service of person.services) {
    const { waits } = service
    if (!waits) continue
    const told = costOf(town, person, service, waits.terms, waits.at)
    if (told.credited !== waits.credited || told.charged !== waits.charged) service.waits = null
    else if (isThere(town, person, told, at)) {
      service.waits = null
      move(town, person, service, waits.terms, told, waits.at, at)
    }
  }
}

type Told = {
  readonly unused: readonly Unused[]
  readonly lines: readonly Line[]
  readonly period: Period | null
  readonly credited: bigint
  readonly charged: bigint
}

/** The same length goes on to the same end; another one begins its own time. */
export function costOf(
  town: Rules,
  person: Person,
  service: Service,
  terms: Terms,
  at: Micros,
): Told {
  const running = service.periods.find(({ from, to }) => from <= at && at < to)
  const goesOn =
    running !== undefined &&
    !owesLater(terms) &&
    !running.terms.trial &&
    sameLength(service.terms, terms) &&
    terms.proration !== 'none' &&
    service.terms.proration !== 'none'
  const unused = unusedOf(
    town,
    person,
    service,
    [{ from: at, to: NEVER }],
    ({ addon, span }) => !(addon !== null && goesOn && span !== null && span.from <= at),
  )
  const credited = unused.reduce(
    (all, { line, net }) => all + creditOf(line, line.credited, net).gross,
    0n,
  )
  if (!running || terms.afterwards)
    return { unused, credited, lines: [], charged: 0n, period: null }
  const [anchor, k] = goesOn ? [running.anchor, running.k] : [at, 0]
  const nominal = spanOf(terms, anchor, town.zone, k)
  const span = goesOn ? { from: at, to: running.to } : { from: nominal.from, to: nominal.to }
  const isPlaced = nominal.to === span.to
  const before = goesOn ? service.periods.length - 1 : service.periods.length
  const bill = billOf(town, person, terms, before, {
    ...span,
    whole: isPlaced ? nominal.whole : { from: running.from, to: running.to },
  })
  const period = { ...span, anchor, k, terms }
  const mine = { span, service: service.name, credited: 0n }
  const lines = [
    ...(bill.gross > 0n ? [{ ...bill, ...mine, addon: null }] : []),
    ...(goesOn
      ? []
      : addonBills(town, person, service, terms, { ...span, whole: nominal.whole }, at)),
  ]
  const charged = lines.reduce((all, { gross }) => all + gross, 0n)
  return { unused, credited, lines, charged, period }
}

/** What is overdue comes first; what comes back lowers what is open of its invoice before it is money. */
export function isThere(town: Rules, person: Person, told: Told, at: Micros): boolean {
  const today = dayNumber(localDay(at, town.zone))
  const overdue = person.invoices
    .filter(({ dueDay, disputed }) => dueDay < today && !disputed)
    .reduce((all, one) => all + openOf(one), 0n)
  let back = 0n
  for (const [invoice, some] of Map.groupBy(told.unused, (one) => one.invoice)) {
    const gross = some.reduce(
      (all, { line, net }) => all + creditOf(line, line.credited, net).gross,
      0n,
    )
    const open = openOf(invoice)
    if (gross > open) back += gross - open
  }
  return told.charged === 0n || told.charged <= person.wallet + back - overdue
}

export function move(
  town: Rules,
  person: Person,
  service: Service,
  terms: Terms,
  told: Told,
  from: Micros,
  at: Micros = from,
): void {
  for (const { invoice, line, net } of told.unused) {
    lower(person, invoice, line, net)
    if (line.addon !== null) line.over ??= from
  }
  service.periods = service.periods
    .filter((one) => one.from < from)
    .map((one) => (one.to > from ? { ...one, to: from } : one))
  // Who chooses now has chosen anew.
  service.asked = null
  become(person, service, terms, at)
  if (told.period) service.periods.push(told.period)
  if (told.charged === 0n) return
  const invoice = owed(told.lines, dayNumber(localDay(at, town.zone)))
  const { gross } = totalOf(invoice)
  person.wallet -= gross
  invoice.settled = gross
  invoice.paid.push({ at, cents: gross })
  person.invoices.push(invoice)
}

function become(person: Person, service: Service, terms: Terms, at: Micros): void {
  if (service.activatedAt !== null) {
    service.was.push({ terms: service.terms, to: at })
    if (terms.afterwards) person.unbilled ??= at
  }
  service.terms = terms
}
