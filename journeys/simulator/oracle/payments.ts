import type { DeedOf, Outcome, Told } from '../deeds.ts'
import { buy } from './buying.ts'
import type { Micros } from './calendar.ts'
import { giveBack } from './giving-back.ts'
import { paidUntil, type Person, type Rules, type Service } from './people.ts'

export function receive(town: Rules, person: Person, told: Told, at: Micros): void {
  if (person.payments.has(told.receipt)) return
  const isTheirs = told.typed !== 'wrong'
  person.payments.set(told.receipt, {
    ...{ told, owner: isTheirs ? 'theirs' : 'suspense', fromSuspense: 0n, since: at },
  })
  if (!isTheirs) return
  person.wallet += told.cents
  buy(town, person, at)
}

export function assign(town: Rules, person: Person, deed: DeedOf<'assign'>): Outcome {
  const payment = person.payments.get(deed.receipt)
  if (payment?.owner !== 'suspense') return 'refused'
  const left = payment.told.cents - payment.fromSuspense
  if (left === 0n) return 'refused'
  payment.owner = 'theirs'
  payment.since = deed.at
  person.wallet += left
  buy(town, person, deed.at)
  return 'done'
}

export function unassign(town: Rules, person: Person, deed: DeedOf<'unassign'>): Outcome {
  const payment = person.payments.get(deed.receipt)
  if (payment?.owner !== 'theirs' || givenBack(person, deed.receipt) > 0n) return 'refused'
  if (person.wallet < payment.told.cents && !deed.letThemOwe) return 'refused'
  payment.owner = 'suspense'
  person.wallet -= payment.told.cents
  takeBack(town, person, payment.since, deed.at)
  return 'done'
}

/** The owner loses what they had of it, and no more. */
export function reverse(town: Rules, person: Person, deed: DeedOf<'reverse'>): Outcome {
  const payment = person.payments.get(deed.receipt)
  if (!payment || payment.owner === 'reversed') return 'refused'
  if (deed.because === 'mistake' && givenBack(person, deed.receipt) > 0n) return 'refused'
  const wasTheirs = payment.owner === 'theirs'
  if (wasTheirs) person.wallet -= payment.told.cents - payment.fromSuspense
  payment.owner = 'reversed'
  if (wasTheirs) takeBack(town, person, payment.since, deed.at)
  return 'done'
}

/** What the wallet spent since then is taken back, the latest first, until nothing is missing: time to come is credited and ends, the rest is owed again. */
function takeBack(town: Rules, person: Person, since: Micros, at: Micros): void {
  const spent = person.invoices
    .map((invoice, place) => {
      const paid = invoice.paid.filter((one) => one.at >= since)
      const last = paid.reduce((latest, one) => (one.at > latest ? one.at : latest), since)
      return { invoice, place, last, cents: paid.reduce((all, one) => all + one.cents, 0n) }
    })
    .filter(({ cents }) => cents > 0n)
    .toSorted((a, b) => (a.last === b.last ? b.place - a.place : a.last > b.last ? -1 : 1))
  let isTaken = false
  for (const { invoice, cents } of spent) {
    if (person.wallet >= 0n) break
    const time = invoice.lines.find((one) => one.addon === null)
    const service = person.services.find(({ name }) => name === time?.service)
    const from = time?.span?.from
    const period = service?.periods.find((one) => one.from === from && one.to > at)
    if (service && service.status !== 'ended' && period) {
      giveBack(town, person, service, [
        { from: period.from > at ? period.from : at, to: period.to },
      ])
      service.periods = service.periods
        .filter((one) => one !== period || one.from < at)
        .map((one) => (one === period ? { ...one, to: at } : one))
      endsSooner(service, at)
      isTaken = true
    }
    const kept = invoice.paid.reduce((all, one) => all + one.cents, 0n) - invoice.toWallet
    const missing = person.wallet < 0n ? -person.wallet : 0n
    const back = [cents, missing, kept].reduce((a, b) => (a < b ? a : b))
    if (back <= 0n) continue
    invoice.paid.push({ at, cents: -back })
    invoice.settled -= back
    person.wallet += back
    isTaken = true
  }
  if (isTaken) buy(town, person, at)
}

/** What was asked for the end of what is paid comes with that end. */
function endsSooner(service: Service, at: Micros): void {
  const { asked } = service
  const until = paidUntil(service)
  const end = until !== null && until > at ? until : at
  if (asked && asked.at > end) service.asked = { ...asked, at: end }
}

function givenBack(person: Person, receipt: string): bigint {
  return [...person.refunds.values()]
    .filter((one) => one.receipt === receipt && one.state !== 'failed')
    .reduce((all, { cents }) => all + cents, 0n)
}

export function refund(person: Person, deed: DeedOf<'refund'>): Outcome {
  const payment = person.payments.get(deed.receipt)
  if (!payment || payment.owner === 'reversed') return 'refused'
  const known = person.refunds.get(deed.refund)
  if (known) return known.cents === deed.cents ? 'done' : 'refused'
  if (deed.cents > payment.told.cents - givenBack(person, deed.receipt)) return 'refused'
  if (payment.owner === 'theirs') {
    if (person.wallet < deed.cents) return 'refused'
    person.wallet -= deed.cents
  } else payment.fromSuspense += deed.cents
  const from = payment.owner === 'theirs' ? 'wallet' : 'suspense'
  person.refunds.set(deed.refund, {
    ...{ receipt: deed.receipt, cents: deed.cents, from, state: 'asked' },
  })
  return 'done'
}

export function settleRefund(
  town: Rules,
  person: Person,
  deed: DeedOf<'refund-paid' | 'refund-failed'>,
): Outcome {
  const refund = person.refunds.get(deed.refund)
  const wanted = deed.do === 'refund-paid' ? 'paid' : 'failed'
  if (!refund) return 'refused'
  if (refund.state !== 'asked') return refund.state === wanted ? 'done' : 'refused'
  refund.state = wanted
  if (wanted === 'paid') return 'done'
  const payment = person.payments.get(refund.receipt)
  if (refund.from === 'suspense' && payment) payment.fromSuspense -= refund.cents
  // Whoever was given the payment meanwhile gets what came back of it.
  if (refund.from === 'wallet' || payment?.owner === 'theirs') {
    person.wallet += refund.cents
    buy(town, person, deed.at)
  }
  return 'done'
}
