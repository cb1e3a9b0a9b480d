import { DAY, dayNumber, HOUR, localDay, MINUTE, type Micros } from './calendar.ts'
import { comeTrue, paidFor } from './changes.ts'
import { sum } from './money.ts'
import { openWallet } from './metered.ts'
import { addonBills, billOf, priceOf, sameLength, taxedPrice } from './prices.ts'
import {
  byEnd,
  dunnedOf,
  openOf,
  owed,
  paidUntil,
  stands,
  type Invoice,
  type Person,
  type Rules,
  type Service,
} from './people.ts'
import { edge, owesLater, spanOf, type Span } from './terms.ts'

/** How many days before the end of paid time money already buys what comes next. */
const AHEAD = 7n * DAY
/** How long before the end of paid time wallets are looked into. */
export const SWEEP = 15n * MINUTE

/** Overdue invoices, oldest first; then each service that is due, by its priority, whole or not at all; then other invoices. */
export function buy(town: Rules, person: Person, at: Micros, asked?: string): Set<string> {
  const today = dayNumber(localDay(at, town.zone))
  const bought = new Set<string>()
  comeTrue(person, at)
  paidFor(town, person, at)
  pay(person, at, (invoice) => invoice.dueDay < today)
  const inOrder = person.services.toSorted(
    (a, b) => a.priority - b.priority || byEnd(paidUntil(a), paidUntil(b)),
  )
  for (const service of inOrder) {
    const coming = nextOf(town, person, service, at, service.name === asked)
    if (!coming || coming.gross > (person.wallet > 0n ? person.wallet : 0n)) continue
    service.status = 'active'
    service.waitsFor = null
    service.activatedAt ??= at
    service.periods.push(coming.period)
    bought.add(service.name)
    if (coming.gross === 0n) continue
    person.wallet -= coming.gross
    const invoice = owed(coming.lines, today)
    invoice.settled = coming.gross
    invoice.paid.push({ at, cents: coming.gross })
    person.invoices.push(invoice)
  }
  pay(person, at, () => true)
  restore(town, person, at, today)
  openWallet(town, person, at)
  return bought
}

function pay(person: Person, at: Micros, which: (invoice: Invoice) => boolean): void {
  const inOrder = person.invoices
    .filter((one) => !one.disputed && which(one))
    .toSorted((a, b) => a.dueDay - b.dueDay)
  for (const invoice of inOrder) {
    const open = openOf(invoice)
    const cents = open < person.wallet ? open : person.wallet
    if (cents <= 0n) continue
    invoice.settled += cents
    invoice.paid.push({ at, cents })
    person.wallet -= cents
  }
}

/** The next period of a service that may be renewed now and is due; nothing otherwise. */
export function nextOf(
  town: Rules,
  person: Person,
  service: Service,
  at: Micros,
  isAsked: boolean,
) {
  const holds = person.holds.filter((one) => one.service === service.name && stands(one, at))
  const isOpen =
    service.status === 'active' || (service.status === 'pending' && service.waitsFor === 'payment')
  if (owesLater(service.terms)) return undefined
  if (!isOpen || holds.some(({ reason }) => reason !== 'nonpayment')) return undefined
  const until = paidUntil(service)
  const isDue = until === null || until <= at || until < at + AHEAD + SWEEP
  if (!isAsked && !(service.autoRenew && isDue)) return undefined
  const period = periodOf(town, service, at, holds.length === 0)
  const { terms } = period
  if (terms.trial && service.periods.length > 0) return undefined
  const isNear = until === null || until <= at || until < at + aheadOf(period)
  if (!isAsked && !isNear) return undefined
  const { length } = service.periods
  const bill = billOf(town, person, terms, length, period)
  const mine = { span: period, service: service.name, addon: null, credited: 0n }
  const lines = [
    ...(bill.gross > 0n ? [{ ...bill, ...mine }] : []),
    ...addonBills(town, person, service, terms, period, at),
  ]
  const all = { from: period.whole.from, to: period.whole.to, whole: period.whole }
  const whole = sum([
    taxedPrice(person, terms, priceOf(terms, length)),
    ...addonBills(town, person, service, terms, all, at),
  ])
  return { period, lines, gross: sum(lines).gross, whole }
}

/** Money buys at most a quarter of a period before its time, but wallets are always looked into before the end. */
function aheadOf({ from, to }: Span): Micros {
  const quarter = (to / 1_000n - from / 1_000n) / 4n
  const [asked, least] = [AHEAD + SWEEP, SWEEP + MINUTE / 60n]
  const ahead = quarter * 1_000n < asked ? quarter * 1_000n : asked
  return ahead > least ? ahead : least
}

/** Follows what was paid, where that is not over or in its grace; else it begins now. */
function periodOf(town: Rules, service: Service, at: Micros, isOn: boolean) {
  const last = service.periods.at(-1)
  const grace = BigInt(service.terms.graceHours) * HOUR
  const follows = last !== undefined && (at <= last.to || (isOn && at < last.to + grace))
  const begins = follows ? last.to : at
  const { asked } = service
  const terms = asked && asked.at <= begins ? asked.terms : service.terms
  // The next of its row, where it is of the same length; what was cut short, or is another length, begins a row of its own.
  const inRow =
    follows &&
    sameLength(last.terms, terms) &&
    edge(terms, last.anchor, town.zone, last.k + 1) === begins
  const [anchor, k] = inRow ? [last.anchor, last.k + 1] : [begins, 0]
  return { ...spanOf(terms, anchor, town.zone, k), anchor, k, terms }
}

/** Where nothing is overdue, what was shut for non-payment opens, if there is paid time. */
function restore(town: Rules, person: Person, at: Micros, today: number): void {
  const overdue = person.invoices.some(
    (one) => !one.disputed && one.dueDay < today && openOf(one) > 0n,
  )
  if (overdue) return
  const back = new Set<Person>()
  for (const { holder, service } of dunnedOf(town, person)) {
    service.slowed = null
    const until = paidUntil(service)
    if (!owesLater(service.terms) && (until === null || until <= at)) continue
    for (const hold of holder.holds) {
      const isIts = hold.service === service.name && hold.reason === 'nonpayment'
      if (hold.lifted || !isIts || !stands(hold, at)) continue
      hold.lifted = true
      hold.ended = at
      back.add(holder)
    }
  }
  for (const holder of back) buy(town, holder, at)
}
