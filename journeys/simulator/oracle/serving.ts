import type { DeedOf, Outcome } from '../deeds.ts'
import type { Micros } from './calendar.ts'
import { buy } from './buying.ts'
import { localDay, midnight } from './calendar.ts'
import { giveBack } from './giving-back.ts'
import { NEVER, serviceOf, stands, without, type Hold, type Person, type Rules } from './people.ts'
import type { Span, Terms } from './terms.ts'

export function order(town: Rules, person: Person, payer: Person, deed: DeedOf<'order'>): Outcome {
  const terms = town.terms.get(deed.terms)
  if (!terms) throw new Error(`there is no plan ${deed.terms}`)
  person.services.push({
    ...{ was: [], asked: null, waits: null, addons: [] },
    ...{ name: deed.service, terms, priority: deed.priority, autoRenew: deed.autoRenew },
    ...{ status: deed.waitsFor === null ? 'active' : 'pending', waitsFor: deed.waitsFor },
    activatedAt: deed.waitsFor === null ? deed.at : null,
    endedAt: null,
    slowed: null,
    ...{ periods: [], moved: new Map(), rated: [] },
  })
  if (deed.waitsFor === null) began(town, payer, terms, deed.at)
  if (deed.waitsFor === null) buy(town, person, deed.at)
  return 'done'
}

/** The first thing that is paid afterwards begins what the payer is invoiced for. */
function began(town: Rules, person: Person, terms: Terms, at: Micros): void {
  if (terms.afterwards) person.unbilled ??= at
  if (terms.perGigabyte > 0n) person.unmetered ??= midnight(localDay(at, town.zone), town.zone)
}

export function activate(
  town: Rules,
  person: Person,
  payer: Person,
  deed: DeedOf<'activate' | 'renew' | 'end'>,
): Outcome {
  const service = serviceOf(person, deed.service)
  if (service.status === 'active') return 'done'
  if (service.status === 'ended') return 'refused'
  service.status = 'active'
  service.waitsFor = null
  service.activatedAt = deed.at
  began(town, payer, service.terms, deed.at)
  buy(town, person, deed.at)
  return 'done'
}

export function end(
  town: Rules,
  person: Person,
  deed: DeedOf<'activate' | 'renew' | 'end'>,
): Outcome {
  const service = serviceOf(person, deed.service)
  if (service.status === 'ended') return 'refused'
  service.status = 'ended'
  service.endedAt = deed.at
  service.asked = null
  service.waits = null
  const paused = person.holds.filter(
    (one) => one.service === service.name && !one.bills && stands(one, deed.at),
  )
  const ofPauses = paused.map((one) => isOver(town, person, one, deed.at))
  const isRest = giveBack(town, person, service, [{ from: deed.at, to: NEVER }])
  const isBack = isRest || ofPauses.includes(true)
  service.periods = service.periods
    .filter(({ from }) => from < deed.at)
    .map((one) => (one.to > deed.at ? { ...one, to: deed.at } : one))
  if (isBack) buy(town, person, deed.at)
  return 'done'
}

/** A hold is over. Its time comes back where it is not charged, but no day twice. */
export function over(town: Rules, person: Person, hold: Hold, ended: Micros, at: Micros): void {
  isOver(town, person, hold, ended)
  buy(town, person, at)
}

/** Whether anything came back. */
function isOver(town: Rules, person: Person, hold: Hold, ended: Micros): boolean {
  hold.lifted = true
  hold.ended = ended
  if (hold.bills || hold.from >= ended) return false
  const before = person.holds.filter(
    (one) => one !== hold && one.service === hold.service && !one.bills && one.ended !== null,
  )
  let stretches: Span[] = [{ from: hold.from, to: ended }]
  for (const one of before) stretches = stretches.flatMap((part) => without(part, one))
  return giveBack(town, person, serviceOf(person, hold.service), stretches)
}

export function hold(person: Person, deed: DeedOf<'hold'>): Outcome {
  if (serviceOf(person, deed.service).status === 'ended') return 'refused'
  const isThere = (one: Hold) =>
    one.service === deed.service && one.reason === deed.reason && !one.lifted
  // Of those for non-payment there is one at most.
  if (deed.reason === 'nonpayment' && person.holds.some(isThere)) return 'done'
  const { hold: name, service, reason, at: from, to, bills } = deed
  person.holds.push({ name, service, reason, from, to, bills, lifted: false, ended: null })
  return 'done'
}

export function lift(town: Rules, person: Person, deed: DeedOf<'lift'>): Outcome {
  const hold = person.holds.find(({ name }) => name === deed.hold)
  if (!hold || hold.lifted) return 'refused'
  over(town, person, hold, deed.at, deed.at)
  return 'done'
}
