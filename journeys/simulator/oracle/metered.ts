import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { DAY, dayNumber, HOUR, later, localDay, midnight, type Micros } from './calendar.ts'
import { rounded, sum, taxed, type Bill } from './money.ts'
import { lineOf, owed, serviceOf, type Person, type Rules, type Service } from './people.ts'
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
export function invoiceDays(town: Rules, person: Person, at: Micros): void {
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
    buy(town, person, at)
  }
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
