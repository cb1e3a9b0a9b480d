import type { Deed, DeedOf, Outcome } from '../deeds.ts'
import { buy, SWEEP } from './buying.ts'
import { invoiceMonths } from './afterwards.ts'
import { HOUR, localDay, midnight, type Micros } from './calendar.ts'
import { add, drop } from './addons.ts'
import { comeTrue, lapse } from './changes.ts'
import { certify, charge, credit } from './debts.ts'
import { dispute, dun, endDispute, promise } from './dunning.ts'
import { sum } from './money.ts'
import { assign, receive, refund, reverse, settleRefund, unassign } from './payments.ts'
import {
  credits,
  openOf,
  stands,
  unearnedOf,
  type Person,
  type Rules,
  type Served,
  type Service,
} from './people.ts'
import { activate, end, hold, lift, order } from './serving.ts'
import { sweep } from './sweeping.ts'
import { invoiceDays, surf, watchWallet } from './metered.ts'
import { owesLater, type Terms, type Thing } from './terms.ts'
import { change, changeAtEnd } from './wishes.ts'

/**
 * What must be so in the town, told by the READMEs of the rooms and reckoned in the simplest way there is. Everything lies in
 * memory, nothing is indexed, and whoever renews looks at everybody each time.
 */
export class Book {
  readonly people = new Map<string, Person>()
  #recognisedAt: Micros = -(10n ** 18n)
  readonly #rules: Rules

  constructor(zone: string, terms: readonly Terms[], things: readonly Thing[]) {
    const byKey = new Map(terms.map((one) => [one.key, one]))
    const beside = new Map(things.map((one) => [one.key, one]))
    this.#rules = {
      ...{ zone, terms: byKey, things: beside, people: this.people },
      sweptUntil: -(10n ** 18n),
    }
  }

  /** Of each service that is counted: what is promised to whom and until when, and what was moved. */
  readonly counted = new Map<
    string,
    { bytes: bigint; used: bigint; promises: Map<string, { bytes: bigint; expires: Micros }> }
  >()
  readonly coupons = new Map<string, Set<string>>()

  play(deed: Deed): Outcome {
    if (deed.do === 'count') {
      this.counted.set(deed.service, { bytes: deed.bytes, used: 0n, promises: new Map() })
      return 'done'
    }
    if (deed.do === 'work') {
      for (const person of this.people.values()) {
        comeTrue(person, deed.at)
        lapse(person, deed.at)
        sweep(this.#rules, person, deed.at)
        dun(this.#rules, person, deed.at)
        watchWallet(this.#rules, person, deed.at)
      }
      for (const { promises } of this.counted.values())
        for (const [session, { expires }] of promises)
          if (expires <= deed.at) promises.set(session, { bytes: 0n, expires })
      this.#rules.sweptUntil = deed.at + SWEEP
      return 'done'
    }
    if (deed.do === 'bill') {
      for (const person of this.people.values())
        invoiceMonths(this.#rules, person, this.#paidBy(person), deed.at)
      for (const person of this.people.values())
        invoiceDays(this.#rules, person, deed.at, (at) => void buy(this.#rules, person, at))
      return 'done'
    }
    // What a month was is settled: nothing that happens after it changes what anybody has.
    if (deed.do === 'close-books') return 'done'
    if (deed.do === 'join') {
      this.people.set(deed.who, {
        ...{ name: deed.who, taxes: deed.taxes, wallet: 0n, services: [], holds: [] },
        ...{ invoices: [], payments: new Map(), refunds: new Map(), charges: new Set() },
        ...{ unbilled: null, unmetered: null, certificates: new Map() },
        parent: deed.parent ?? null,
        ...{ promisedUntil: -1_000_000, steps: new Set() },
      })
      return 'done'
    }
    return this.#act(this.person(deed.who), deed)
  }

  /** Whose services stand on their invoice: their own, and those of whoever is billed to them. */
  #paidBy(payer: Person): Person[] {
    if (payer.parent !== null) return []
    const children = [...this.people.values()].filter(({ parent }) => parent === payer.name)
    return [payer, ...children]
  }

  person(name: string): Person {
    const found = this.people.get(name)
    if (!found) throw new Error(`${name} never joined`)
    return found
  }

  /** What is owed in all, by the invoices. */
  static owes(person: Person): bigint {
    return person.invoices.reduce((all, one) => all + openOf(one), 0n)
  }

  /** Revenue is counted for days that are over. */
  recognise(at: Micros): void {
    this.#recognisedAt = midnight(localDay(at, this.#rules.zone), this.#rules.zone)
  }

  /** Of everything sold for a time, what is still to come: the price's share of the time after the moment of recognition. */
  unearned(): bigint {
    let all = 0n
    for (const person of this.people.values())
      for (const line of person.invoices.flatMap(({ lines }) => lines))
        all += unearnedOf(line, this.#recognisedAt)
    return all
  }

  served(person: Person, service: Service, at: Micros): Served {
    if (service.status === 'ended') return 'denied'
    if (service.status === 'pending') return 'walled-garden'
    const holds = person.holds.filter((one) => one.service === service.name && stands(one, at))
    if (holds.some(({ reason }) => reason === 'abuse' || reason === 'admin')) return 'denied'
    if (holds.length > 0) return 'walled-garden'
    if (owesLater(service.terms)) return service.slowed ?? 'full'
    const grace = BigInt(service.terms.graceHours) * HOUR
    const isPaid = service.periods.some(({ from, to }) => from <= at && at < to + grace)
    return isPaid ? 'full' : 'walled-garden'
  }

  #act(
    person: Person,
    deed: Exclude<Deed, { do: 'work' | 'bill' | 'close-books' | 'join' | 'count' }>,
  ): Outcome {
    switch (deed.do) {
      case 'surf':
        return surf(person, deed)
      case 'certify':
        return certify(this.#rules, person, deed)
      case 'coupon':
        this.coupons.set(deed.coupon, new Set([...(this.coupons.get(deed.coupon) ?? []), deed.key]))
        return 'done'
      case 'reserve':
        return this.#reserve(deed)
      case 'use':
        this.#counted(deed.service).used += deed.bytes
        return 'done'
      case 'order':
        return order(this.#rules, person, this.#payerOf(person), deed)
      case 'activate':
        return activate(this.#rules, person, this.#payerOf(person), deed)
      case 'renew': {
        // Who is refused has bought nothing else either.
        const tried = buy(this.#rules, structuredClone(person), deed.at, deed.service)
        if (!tried.has(deed.service)) return 'refused'
        buy(this.#rules, person, deed.at, deed.service)
        return 'done'
      }
      case 'change':
        return change(this.#rules, person, deed)
      case 'change-at-end':
        return changeAtEnd(this.#rules, person, deed)
      case 'add':
        return add(this.#rules, person, this.#payerOf(person), deed)
      case 'drop':
        return drop(this.#rules, person, deed)
      case 'end':
        return end(this.#rules, person, deed)
      case 'pay':
        for (const told of deed.told) receive(this.#rules, person, told, deed.at)
        return 'done'
      case 'assign':
        return assign(this.#rules, person, deed)
      case 'unassign':
        return unassign(this.#rules, person, deed)
      case 'reverse':
        return reverse(this.#rules, person, deed)
      case 'refund':
        return refund(person, deed)
      case 'refund-paid':
      case 'refund-failed':
        return settleRefund(this.#rules, person, deed)
      case 'hold':
        return hold(person, deed)
      case 'lift':
        return lift(this.#rules, person, deed)
      case 'charge':
        return charge(this.#rules, person, deed)
      case 'credit':
        return credit(this.#rules, person, deed)
      case 'promise':
        return promise(this.#rules, person, deed)
      case 'dispute':
        return dispute(this.#rules, person, deed)
      case 'dispute-ends':
        return endDispute(this.#rules, person, deed)
    }
  }

  #payerOf(person: Person): Person {
    return person.parent === null ? person : this.person(person.parent)
  }

  #counted(service: string) {
    const found = this.counted.get(service)
    if (!found) throw new Error(`${service} is not counted`)
    return found
  }

  /** The same question gets the same answer; nobody is promised what somebody else was. */
  #reserve({ service, session, seq, bytes, expires }: DeedOf<'reserve'>): Outcome {
    const quota = this.#counted(service)
    const key = `${session} ${seq}`
    if (quota.promises.has(key)) return 'done'
    const promised = [...quota.promises.values()].reduce((all, one) => all + one.bytes, 0n)
    const left = quota.bytes - quota.used - promised
    quota.promises.set(key, { bytes: bytes < left ? bytes : left, expires })
    return 'done'
  }

  /** What the state is owed: of all documents, less what was credited. */
  taxes(): { excise: bigint; vat: bigint } {
    const lines = [...this.people.values()].flatMap(({ invoices }) =>
      invoices.flatMap((one) => one.lines),
    )
    const back = sum(lines.flatMap((line) => credits.get(line) ?? []))
    const all = sum(lines)
    return { excise: all.excise - back.excise, vat: all.vat - back.vat }
  }

  /** What lies at M-Pesa: all that came, less what was taken back and what was given back. */
  cash(): bigint {
    let all = 0n
    for (const { payments, refunds } of this.people.values()) {
      for (const { told, owner } of payments.values()) if (owner !== 'reversed') all += told.cents
      for (const { cents, state } of refunds.values()) if (state === 'paid') all -= cents
    }
    return all
  }

  /** What the state holds, by certificates. */
  certified(tax: 'vat' | 'income'): bigint {
    return [...this.people.values()]
      .flatMap(({ certificates }) => [...certificates.values()])
      .filter((one) => one.tax === tax)
      .reduce((all, { cents }) => all + cents, 0n)
  }

  suspense(): bigint {
    let all = 0n
    for (const { payments } of this.people.values())
      for (const { told, owner, fromSuspense } of payments.values()) {
        if (owner === 'suspense') all += told.cents - fromSuspense
        // Given back out of suspense, and then taken back by the provider: the loss shows where it was made.
        if (owner === 'reversed') all -= fromSuspense
      }
    return all
  }

  onTheirWay(): bigint {
    return [...this.people.values()]
      .flatMap(({ refunds }) => [...refunds.values()])
      .reduce((all, { cents, state }) => (state === 'asked' ? all + cents : all), 0n)
  }
}
