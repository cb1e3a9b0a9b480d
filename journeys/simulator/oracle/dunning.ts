import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { dayNumber, HOUR, localDay, wallOf, type Micros } from './calendar.ts'
import { owesLater } from './terms.ts'
import { dunnedOf, openOf, stands, type Invoice, type Person, type Rules } from './people.ts'

/** The policy with which an ISP begins: what is done so many days after the day on which something was due. */
const STEPS = [
  { day: -3, does: 'remind' },
  { day: 0, does: 'remind' },
  { day: 1, does: 'remind' },
  { day: 3, does: 'throttled' },
  { day: 5, does: 'walled-garden' },
  { day: 30, does: 'suspend' },
] as const
const LEAST = 10_000n
const PROMISE_DAYS = 14

/** Nobody is bothered at night; money that is there pays first; what was done about a due day is not done again. */
export function dun(town: Rules, person: Person, at: Micros): void {
  const { time } = wallOf(at, town.zone)
  if (time < 8n * HOUR || time >= 20n * HOUR) return
  const today = dayNumber(localDay(at, town.zone))
  if (stepOf(person, today) === undefined) return
  buy(town, person, at)
  const step = stepOf(person, today)
  if (step === undefined) return
  person.steps.add(step.name)
  for (const { holder, service } of dunnedOf(town, person)) {
    const isShut = holder.holds.some(
      (one) => one.service === service.name && one.reason === 'nonpayment' && !one.lifted,
    )
    if (step.does === 'suspend' && !isShut)
      holder.holds.push({
        ...{ name: `${service.name} ${step.name}`, service: service.name, reason: 'nonpayment' },
        ...{ from: at, to: null, bills: true, lifted: false, ended: null },
      })
    if (owesLater(service.terms) && (step.does === 'throttled' || step.does === 'walled-garden'))
      service.slowed = step.does
  }
}

const isOpen = (one: Invoice) => openOf(one) > 0n && !one.disputed

/** Where somebody stands today, unless that was done. */
function stepOf(person: Person, today: number) {
  const open = person.invoices.filter((one) => isOpen(one) && one.dueDay <= today + 3)
  const owed = open.reduce((all, one) => all + openOf(one), 0n)
  if (open.length === 0 || owed < LEAST || person.promisedUntil >= today) return undefined
  const oldest = Math.min(...open.map(({ dueDay }) => dueDay))
  const place = STEPS.findLastIndex(({ day }) => day <= today - oldest)
  const step = STEPS[place]
  const name = `${oldest} ${place}`
  return step && !person.steps.has(name) ? { name, does: step.does } : undefined
}

/** What was shut because it was not paid opens, and nothing else. */
function open(town: Rules, person: Person, at: Micros): void {
  const back = new Set<Person>()
  for (const { holder, service } of dunnedOf(town, person)) {
    service.slowed = null
    for (const hold of holder.holds) {
      const isIts = hold.service === service.name && hold.reason === 'nonpayment'
      if (!isIts || !stands(hold, at)) continue
      hold.lifted = true
      hold.ended = at
      back.add(holder)
    }
  }
  for (const holder of back) buy(town, holder, at)
}

export function promise(town: Rules, person: Person, deed: DeedOf<'promise'>): Outcome {
  const today = dayNumber(localDay(deed.at, town.zone))
  const owed = person.invoices.filter(isOpen)
  const isTaken = person.promisedUntil >= today
  if (isTaken || deed.days > PROMISE_DAYS || owed.length === 0) return 'refused'
  person.promisedUntil = today + deed.days
  open(town, person, deed.at)
  return 'done'
}

export function dispute(
  town: Rules,
  person: Person,
  deed: DeedOf<'dispute' | 'dispute-ends'>,
): Outcome {
  const invoice = person.invoices[deed.invoice]
  if (!invoice || invoice.disputed) return 'refused'
  invoice.disputed = true
  const today = dayNumber(localDay(deed.at, town.zone))
  if (!person.invoices.some((one) => isOpen(one) && one.dueDay < today)) open(town, person, deed.at)
  return 'done'
}

export function endDispute(
  town: Rules,
  person: Person,
  deed: DeedOf<'dispute' | 'dispute-ends'>,
): Outcome {
  const invoice = person.invoices[deed.invoice]
  if (!invoice?.disputed) return 'refused'
  invoice.disputed = false
  buy(town, person, deed.at)
  return 'done'
}
