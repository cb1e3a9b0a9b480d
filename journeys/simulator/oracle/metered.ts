import type { DeedOf, Outcome } from '../deeds.ts'
import { DAY, dayNumber, HOUR, later, localDay, midnight, type Micros } from './calendar.ts'
import { rounded, sum, taxed, type Bill } from './money.ts'
import { lineOf, openOf, owed, serviceOf, type Person, type Rules, type Service } from './people.ts'
import type { Span } from './terms.ts'

const GIGABYTE = 1_000_000_000n
/** What comes to light later than this is nobody's any more. */
const LOOKS_BACK = 31n * DAY

export function surf(person: Person, { service: name, from, bytes }: DeedOf<'surf'>): Outcome {
  const { moved } = serviceOf(person, name)
  const hour = from - (from % HOUR)
  moved.set(hour, (moved.get(hour) ?? 0n) + bytes)
  return 'done'
}

/** One invoice for each day that is over, of what was moved in it, and of what came to light of days before. */
export function invoiceDays(
  town: Rules,
  person: Person,
  at: Micros,
  pays: (at: Micros) => void,
): void {
  while (person.unmetered !== null) {
    const { unmetered } = person
    const to = midnight(later(localDay(unmetered, town.zone), 1), town.zone)
    if (to > at) return
    person.unmetered = to
    const bills = person.services.flatMap((service) =>
      service.terms.perGigabyte > 0n ? billsOf(person, service, { from: unmetered, to }) : [],
    )
    if (bills.length === 0) continue
    person.invoices.push(owed([lineOf(sum(bills))], dayNumber(localDay(at, town.zone))))
    pays(at)
  }
}

/** Whoever has nothing left of the wallet, with what was moved since the last invoice, is stopped; and goes on as soon as there is something. */
export function watchWallet(town: Rules, person: Person, at: Micros): void {
  const mayUse = leftOf(town, person, at) > 0n
  for (const service of person.services) {
    if (service.terms.perGigabyte === 0n || service.status !== 'active') continue
    const held = stopOf(person, service)
    if (mayUse && held) {
      held.lifted = true
      held.ended = at
    }
    if (!mayUse && !held)
      person.holds.push({
        ...{ name: `${service.name} ${at}`, service: service.name, reason: 'wallet', from: at },
        ...{ to: null, bills: true, lifted: false, ended: null },
      })
  }
}

const stopOf = ({ holds }: Person, { name }: Service) =>
  holds.find((one) => one.service === name && one.reason === 'wallet' && !one.lifted)

/** A payment only opens. */
export function openWallet(town: Rules, person: Person, at: Micros): void {
  if (person.services.some((one) => stopOf(person, one)) && leftOf(town, person, at) > 0n)
    watchWallet(town, person, at)
}

function leftOf(town: Rules, person: Person, at: Micros): bigint {
  const today = dayNumber(localDay(at, town.zone))
  const due = person.invoices
    .filter(({ dueDay, disputed }) => dueDay <= today && !disputed)
    .reduce((all, one) => all + openOf(one), 0n)
  const { unmetered } = person
  const used =
    unmetered === null || unmetered >= at
      ? []
      : structuredClone(person.services).flatMap((service) =>
          service.terms.perGigabyte > 0n
            ? billsOf(person, service, { from: unmetered, to: at })
            : [],
        )
  return person.wallet - due - sum(used).gross
}

function billsOf(person: Person, service: Service, day: Span): Bill[] {
  const { terms, activatedAt, rated } = service
  if (activatedAt === null || activatedAt >= day.to) return []
  const priceOf = (bytes: bigint) => rounded(bytes * terms.perGigabyte, GIGABYTE)
  const late = rated
    .filter((one) => one.to <= day.from && one.to >= day.from - LOOKS_BACK)
    .map((one) => {
      const { billed } = one
      one.billed = movedIn(service, one)
      return priceOf(one.billed) - priceOf(billed)
    })
  // The hour in which it began is its own.
  const from = activatedAt > day.from ? activatedAt - (activatedAt % HOUR) : day.from
  const today = { from, to: day.to, billed: movedIn(service, { from, to: day.to }) }
  rated.push(today)
  return [priceOf(today.billed), ...late]
    .filter((cents) => cents > 0n)
    .map((cents) => taxed(cents, 'inclusive', 'internet', person.taxes))
}

/** An hour belongs to the day in which it begins. */
function movedIn({ moved }: Service, { from, to }: Span): bigint {
  return [...moved].reduce(
    (all, [hour, bytes]) => (from <= hour && hour < to ? all + bytes : all),
    0n,
  )
}
