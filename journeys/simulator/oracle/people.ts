import type { DeedOf, Told } from '../deeds.ts'
import type { Micros } from './calendar.ts'
import { rounded, sum, type Bill, type Taxes } from './money.ts'
import { owesLater, type Span, type Terms, type Thing } from './terms.ts'

/** What somebody in the town has, holds and owes, as the oracle writes it down. */
export type Line = Bill & {
  readonly span: Span | null
  /** Whose time it is, and the add-on that it is for; null: the plan, or nothing that takes time. */
  readonly service: string | null
  readonly addon: string | null
  credited: bigint
  /** When another plan gave back the rest of an add-on: nobody uses it from then on. */
  over?: Micros
}
export type Invoice = {
  readonly lines: readonly Line[]
  readonly dueDay: number
  settled: bigint
  /** What the wallet paid of it, and when; what was taken back again is below zero. */
  readonly paid: { readonly at: Micros; readonly cents: bigint }[]
  /** What of credit notes went into the wallet. */
  toWallet: bigint
  /** Somebody does not agree: it takes no money, and shuts nothing. */
  disputed?: boolean
}
export type Service = {
  readonly name: string
  terms: Terms
  /** What it was before, each until when. */
  readonly was: { readonly terms: Terms; readonly to: Micros }[]
  /** Another plan that was asked for: with the end of what is paid, or as soon as a quote is paid. */
  asked: { readonly terms: Terms; readonly at: Micros } | null
  waits: Quote | null
  readonly addons: Addon[]
  readonly priority: number
  readonly autoRenew: boolean
  status: 'pending' | 'active' | 'ended'
  waitsFor: 'payment' | 'installation' | null
  activatedAt: Micros | null
  endedAt: Micros | null
  /** What is paid afterwards was slowed or shut, because it was not paid. */
  slowed: 'throttled' | 'walled-garden' | null
  periods: Period[]
  /** Bytes by the hour in which they were moved, and stretches of which some were invoiced already. */
  readonly moved: Map<Micros, bigint>
  readonly rated: (Span & { billed: bigint })[]
}
export type Period = Span & {
  readonly anchor: Micros
  readonly k: number
  /** The plan that it was bought of. */
  readonly terms: Terms
}
/** What another plan gives back and costs from a moment on; kept for some minutes. */
export type Quote = {
  readonly terms: Terms
  readonly at: Micros
  readonly until: Micros
  readonly credited: bigint
  readonly charged: bigint
}
export type Addon = {
  readonly name: string
  readonly thing: Thing
  readonly quantity: number
  readonly from: Micros
  to: Micros | null
}
export type Hold = {
  readonly name: string
  readonly service: string
  readonly reason: DeedOf<'hold'>['reason']
  readonly from: Micros
  readonly to: Micros | null
  /** Whether its time is charged. */
  readonly bills: boolean
  lifted: boolean
  /** When it was over. */
  ended: Micros | null
}
export type Payment = {
  readonly told: Told
  owner: 'theirs' | 'suspense' | 'reversed'
  fromSuspense: bigint
  /** Since when it is theirs to spend. */
  since: Micros
}
export type Refund = {
  readonly receipt: string
  readonly cents: bigint
  readonly from: 'wallet' | 'suspense'
  state: 'asked' | 'paid' | 'failed'
}

export type Person = {
  readonly name: string
  readonly taxes: Taxes
  /** From when what is paid afterwards has not been invoiced yet; null: there is none. */
  unbilled: Micros | null
  /** The same for what is paid each night. */
  unmetered: Micros | null
  /** What the state holds of theirs, by the certificate; and of which invoice. */
  readonly certificates: Map<string, { invoice: Invoice; tax: 'vat' | 'income'; cents: bigint }>
  wallet: bigint
  /** Who pays for it; nobody else, where null. */
  readonly parent: string | null
  /** The last local day of a promise to pay. */
  promisedUntil: number
  /** What was done about what was not paid: due day and place in the policy. */
  readonly steps: Set<string>
  readonly services: Service[]
  readonly holds: Hold[]
  readonly invoices: Invoice[]
  readonly payments: Map<string, Payment>
  readonly refunds: Map<string, Refund>
  readonly charges: Set<string>
}

/** What holds for everybody: where days begin, what is sold, and until when wallets were looked into for time that ends. */
export type Rules = {
  readonly zone: string
  readonly terms: ReadonlyMap<string, Terms>
  readonly things: ReadonlyMap<string, Thing>
  readonly people: ReadonlyMap<string, Person>
  sweptUntil: Micros
}

/** Who is billed to somebody. Of a copy of them nobody is. */
export const branchesOf = (town: Rules, person: Person): Person[] =>
  town.people.get(person.name) === person
    ? [...town.people.values()].filter(({ parent }) => parent === person.name)
    : []

/** What somebody's debts slow and shut: what they pay for themselves, and what they pay afterwards for others. */
export function dunnedOf(town: Rules, person: Person): { holder: Person; service: Service }[] {
  const own = person.services.filter(({ terms }) => person.parent === null || !owesLater(terms))
  const others = branchesOf(town, person).flatMap((holder) =>
    holder.services.flatMap((service) => (owesLater(service.terms) ? { holder, service } : [])),
  )
  return [...own.map((service) => ({ holder: person, service })), ...others].filter(
    ({ service }) => service.status === 'active',
  )
}

export type Served = 'full' | 'throttled' | 'walled-garden' | 'denied'

export const NEVER: Micros = 10n ** 18n

/** What of a stretch another one does not cover. */
export function without(part: Span, hold: Hold): Span[] {
  const to = hold.ended ?? hold.from
  return [
    { from: part.from, to: part.to < hold.from ? part.to : hold.from },
    { from: part.from > to ? part.from : to, to: part.to },
  ].filter((one) => one.from < one.to)
}

/** A document with nothing paid of it yet. */
export const owed = (lines: readonly Line[], dueDay: number): Invoice => ({
  ...{ lines, dueDay, settled: 0n, paid: [], toWallet: 0n },
})

/** A line for something that takes no time of a service. */
export const lineOf = (bill: Bill): Line => ({
  ...{ ...bill, span: null, service: null, addon: null, credited: 0n },
})

export const totalOf = ({ lines }: Invoice): Bill => sum(lines)

export const openOf = (invoice: Invoice): bigint => totalOf(invoice).gross - invoice.settled

/** What was credited of each line, note by note. */
export const credits = new WeakMap<Line, Bill[]>()

export function unearnedOf(line: Line, at: Micros): bigint {
  const { span } = line
  if (span === null || at >= span.to) return 0n
  const share = at <= span.from ? line.net : rounded(line.net * (span.to - at), span.to - span.from)
  return share > line.credited ? share - line.credited : 0n
}

export function paidUntil(service: Service): Micros | null {
  return service.periods.reduce<Micros | null>(
    (last, { to }) => (last === null || to > last ? to : last),
    null,
  )
}

export const stands = (hold: Hold, at: Micros): boolean =>
  !hold.lifted && hold.from <= at && (hold.to === null || at < hold.to)

/** The soonest end first; what never was paid comes last. */
export function byEnd(one: Micros | null, other: Micros | null): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -1 : 1
}

export function serviceOf(person: Person, name: string): Service {
  const found = person.services.find((one) => one.name === name)
  if (!found) throw new Error(`${person.name} has no service ${name}`)
  return found
}
