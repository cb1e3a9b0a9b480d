import type { Deed, DeedOf, Outcome, Told } from '../deeds.ts'
import { DAY, dayNumber, HOUR, localDay, midnight, MINUTE, type Micros } from './calendar.ts'
import { creditOf, rounded, sum, taxed, type Bill } from './money.ts'
import {
  byEnd,
  credits,
  NEVER,
  paidUntil,
  serviceOf,
  stands,
  unearnedOf,
  without,
  type Hold,
  type Invoice,
  type Line,
  type Person,
  type Served,
  type Service,
} from './people.ts'
import { shareLeft, spanOf, type Span, type Terms } from './terms.ts'

/**
 * What must be so in the town, told by the READMEs of the rooms and reckoned in the simplest way there is. Everything lies in
 * memory, nothing is indexed, and whoever renews looks at everybody each time.
 */
export class Book {
  readonly people = new Map<string, Person>()
  #recognisedAt: Micros = -(10n ** 18n)
  /** Paid time that ends before this was looked at. */
  #sweptUntil: Micros = -(10n ** 18n)
  readonly #zone: string
  readonly #terms: ReadonlyMap<string, Terms>
  /** How many days before the end of paid time money already buys what comes next. */
  static readonly #AHEAD = 7n * DAY
  /** How long before the end of paid time wallets are looked into. */
  static readonly #SWEEP = 15n * MINUTE

  constructor(zone: string, terms: readonly Terms[]) {
    this.#zone = zone
    this.#terms = new Map(terms.map((one) => [one.key, one]))
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
      for (const person of this.people.values()) this.#sweep(person, deed.at)
      for (const { promises } of this.counted.values())
        for (const [session, { expires }] of promises)
          if (expires <= deed.at) promises.set(session, { bytes: 0n, expires })
      this.#sweptUntil = deed.at + Book.#SWEEP
      return 'done'
    }
    if (deed.do === 'join') {
      this.people.set(deed.who, {
        ...{ name: deed.who, taxes: deed.taxes, wallet: 0n, services: [], holds: [] },
        ...{ invoices: [], payments: new Map(), refunds: new Map(), charges: new Set() },
      })
      return 'done'
    }
    return this.#act(this.person(deed.who), deed)
  }

  person(name: string): Person {
    const found = this.people.get(name)
    if (!found) throw new Error(`${name} never joined`)
    return found
  }

  /** What is owed in all, by the invoices. */
  static owes(person: Person): bigint {
    return person.invoices.reduce((all, { line, settled }) => all + line.gross - settled, 0n)
  }

  /** Revenue is counted for days that are over. */
  recognise(at: Micros): void {
    this.#recognisedAt = midnight(localDay(at, this.#zone), this.#zone)
  }

  /** Of everything sold for a time, what is still to come: the price's share of the time after the moment of recognition. */
  unearned(): bigint {
    let all = 0n
    for (const person of this.people.values())
      for (const { line } of person.invoices) {
        if (line.span === null) continue
        all += unearnedOf(line, this.#recognisedAt)
      }
    return all
  }

  served(person: Person, service: Service, at: Micros): Served {
    if (service.status === 'ended') return 'denied'
    if (service.status === 'pending') return 'walled-garden'
    const holds = person.holds.filter((one) => one.service === service.name && stands(one, at))
    if (holds.some(({ reason }) => reason === 'abuse' || reason === 'admin')) return 'denied'
    if (holds.length > 0) return 'walled-garden'
    const grace = BigInt(service.terms.graceHours) * HOUR
    const isPaid = service.periods.some(({ from, to }) => from <= at && at < to + grace)
    return isPaid ? 'full' : 'walled-garden'
  }

  #act(person: Person, deed: Exclude<Deed, { do: 'work' | 'join' | 'count' }>): Outcome {
    switch (deed.do) {
      case 'coupon':
        this.coupons.set(deed.coupon, new Set([...(this.coupons.get(deed.coupon) ?? []), deed.key]))
        return 'done'
      case 'reserve':
        return this.#reserve(deed)
      case 'use':
        this.#counted(deed.service).used += deed.bytes
        return 'done'
      case 'order':
        return this.#order(person, deed)
      case 'activate':
        return this.#activate(person, deed)
      case 'renew': {
        // Who is refused has bought nothing else either.
        const tried = this.#buy(structuredClone(person), deed.at, deed.service)
        if (!tried.has(deed.service)) return 'refused'
        this.#buy(person, deed.at, deed.service)
        return 'done'
      }
      case 'end':
        return this.#end(person, deed)
      case 'pay':
        for (const told of deed.told) this.#receive(person, told, deed.at)
        return 'done'
      case 'assign':
        return this.#assign(person, deed)
      case 'unassign':
        return this.#unassign(person, deed)
      case 'reverse':
        return this.#reverse(person, deed)
      case 'refund':
        return this.#refund(person, deed)
      case 'refund-paid':
      case 'refund-failed':
        return this.#settleRefund(person, deed)
      case 'hold':
        return this.#hold(person, deed)
      case 'lift':
        return this.#lift(person, deed)
      case 'charge':
        return this.#charge(person, deed)
      case 'credit':
        return this.#credit(person, deed)
    }
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

  // ─────────────────────────────────────────────── services

  #order(person: Person, deed: DeedOf<'order'>): Outcome {
    const terms = this.#terms.get(deed.terms)
    if (!terms) throw new Error(`there is no plan ${deed.terms}`)
    person.services.push({
      ...{ name: deed.service, terms, priority: deed.priority, autoRenew: deed.autoRenew },
      ...{ status: deed.waitsFor === null ? 'active' : 'pending', waitsFor: deed.waitsFor },
      periods: [],
    })
    if (deed.waitsFor === null) this.#buy(person, deed.at)
    return 'done'
  }

  #activate(person: Person, deed: DeedOf<'activate' | 'renew' | 'end'>): Outcome {
    const service = serviceOf(person, deed.service)
    if (service.status === 'active') return 'done'
    if (service.status === 'ended') return 'refused'
    service.status = 'active'
    service.waitsFor = null
    this.#buy(person, deed.at)
    return 'done'
  }

  #end(person: Person, deed: DeedOf<'activate' | 'renew' | 'end'>): Outcome {
    const service = serviceOf(person, deed.service)
    if (service.status === 'ended') return 'refused'
    service.status = 'ended'
    const isBack = this.#giveBack(person, service, [{ from: deed.at, to: NEVER }])
    service.periods = service.periods
      .filter(({ from }) => from < deed.at)
      .map((one) => (one.to > deed.at ? { ...one, to: deed.at } : one))
    if (isBack) this.#buy(person, deed.at)
    return 'done'
  }

  /** What was charged for stretches of time that nobody uses comes back, of each line no more than is left of it. */
  #giveBack(person: Person, service: Service, stretches: readonly Span[]): boolean {
    let isBack = false
    for (const invoice of person.invoices) {
      const { line } = invoice
      const { span } = line
      const period = service.periods.find(({ from }) => from === span?.from)
      if (invoice.service !== service.name || span === null || !period) continue
      const value = (at: Micros) => {
        if (service.terms.proration === 'none') return at <= span.from ? line.net : 0n
        const { above, below } = shareLeft(service.terms, span, at, this.#zone)
        return rounded(line.net * above, below)
      }
      let net = 0n
      for (const one of stretches) {
        const from = one.from > span.from ? one.from : span.from
        const to = one.to < period.to ? one.to : period.to
        if (from < to) net += value(from) - value(to)
      }
      const left = line.net - line.credited
      if (net > left) net = left
      if (net <= 0n) continue
      this.#lower(person, invoice, net)
      isBack = true
    }
    return isBack
  }

  /** A credit note: what is open of the invoice first, the rest into the wallet. */
  #lower(person: Person, invoice: Invoice, net: bigint): void {
    const { line } = invoice
    const back = creditOf(line, line.credited, net)
    line.credited += net
    const open = line.gross - invoice.settled
    const lowers = back.gross < open ? back.gross : open
    invoice.settled += lowers
    person.wallet += back.gross - lowers
    credits.set(line, [...(credits.get(line) ?? []), back])
  }

  /** A hold is over. Its time comes back where it is not charged, but no day twice. */
  #over(person: Person, hold: Hold, ended: Micros, at: Micros): void {
    hold.lifted = true
    hold.ended = ended
    if (!hold.bills && hold.from < ended) {
      const before = person.holds.filter(
        (one) => one !== hold && one.service === hold.service && !one.bills && one.ended !== null,
      )
      let stretches: Span[] = [{ from: hold.from, to: ended }]
      for (const one of before) stretches = stretches.flatMap((part) => without(part, one))
      this.#giveBack(person, serviceOf(person, hold.service), stretches)
    }
    this.#buy(person, at)
  }

  #hold(person: Person, deed: DeedOf<'hold'>): Outcome {
    if (serviceOf(person, deed.service).status === 'ended') return 'refused'
    const isThere = (one: Hold) =>
      one.service === deed.service && one.reason === deed.reason && !one.lifted
    // Of those for non-payment there is one at most.
    if (deed.reason === 'nonpayment' && person.holds.some(isThere)) return 'done'
    const { hold: name, service, reason, at: from, to, bills } = deed
    person.holds.push({ name, service, reason, from, to, bills, lifted: false, ended: null })
    return 'done'
  }

  #lift(person: Person, deed: DeedOf<'lift'>): Outcome {
    const hold = person.holds.find(({ name }) => name === deed.hold)
    if (!hold || hold.lifted) return 'refused'
    this.#over(person, hold, deed.at, deed.at)
    return 'done'
  }

  // ─────────────────────────────────────────────── money that comes and goes

  #receive(person: Person, told: Told, at: Micros): void {
    if (person.payments.has(told.receipt)) return
    const isTheirs = told.typed !== 'wrong'
    person.payments.set(told.receipt, {
      ...{ told, owner: isTheirs ? 'theirs' : 'suspense', fromSuspense: 0n },
    })
    if (!isTheirs) return
    person.wallet += told.cents
    this.#buy(person, at)
  }

  #assign(person: Person, deed: DeedOf<'assign'>): Outcome {
    const payment = person.payments.get(deed.receipt)
    if (payment?.owner !== 'suspense') return 'refused'
    const left = payment.told.cents - payment.fromSuspense
    if (left === 0n) return 'refused'
    payment.owner = 'theirs'
    person.wallet += left
    this.#buy(person, deed.at)
    return 'done'
  }

  #unassign(person: Person, deed: DeedOf<'unassign'>): Outcome {
    const payment = person.payments.get(deed.receipt)
    if (payment?.owner !== 'theirs' || this.#givenBack(person, deed.receipt) > 0n) return 'refused'
    if (person.wallet < payment.told.cents && !deed.letThemOwe) return 'refused'
    payment.owner = 'suspense'
    person.wallet -= payment.told.cents
    return 'done'
  }

  /** The owner loses what they had of it, and no more. */
  #reverse(person: Person, deed: DeedOf<'reverse'>): Outcome {
    const payment = person.payments.get(deed.receipt)
    if (!payment || payment.owner === 'reversed') return 'refused'
    if (deed.because === 'mistake' && this.#givenBack(person, deed.receipt) > 0n) return 'refused'
    if (payment.owner === 'theirs') person.wallet -= payment.told.cents - payment.fromSuspense
    payment.owner = 'reversed'
    return 'done'
  }

  #givenBack(person: Person, receipt: string): bigint {
    return [...person.refunds.values()]
      .filter((one) => one.receipt === receipt && one.state !== 'failed')
      .reduce((all, { cents }) => all + cents, 0n)
  }

  #refund(person: Person, deed: DeedOf<'refund'>): Outcome {
    const payment = person.payments.get(deed.receipt)
    if (!payment || payment.owner === 'reversed') return 'refused'
    const known = person.refunds.get(deed.refund)
    if (known) return known.cents === deed.cents ? 'done' : 'refused'
    if (deed.cents > payment.told.cents - this.#givenBack(person, deed.receipt)) return 'refused'
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

  #settleRefund(person: Person, deed: DeedOf<'refund-paid' | 'refund-failed'>): Outcome {
    const refund = person.refunds.get(deed.refund)
    const wanted = deed.do === 'refund-paid' ? 'paid' : 'failed'
    if (!refund) return 'refused'
    if (refund.state !== 'asked') return refund.state === wanted ? 'done' : 'refused'
    refund.state = wanted
    if (wanted === 'paid') return 'done'
    if (refund.from === 'suspense') {
      const payment = person.payments.get(refund.receipt)
      if (payment) payment.fromSuspense -= refund.cents
    } else {
      person.wallet += refund.cents
      this.#buy(person, deed.at)
    }
    return 'done'
  }

  // ─────────────────────────────────────────────── what is owed

  #charge(person: Person, deed: DeedOf<'charge'>): Outcome {
    if (person.charges.has(deed.charge)) return 'done'
    person.charges.add(deed.charge)
    const bill = taxed(deed.cents, 'inclusive', 'goods', person.taxes)
    const today = dayNumber(localDay(deed.at, this.#zone))
    person.invoices.push({
      line: { ...bill, span: null, internet: false, credited: 0n },
      ...{ dueDay: today + deed.dueInDays, service: null, settled: 0n },
    })
    this.#buy(person, deed.at)
    return 'done'
  }

  #credit(person: Person, deed: DeedOf<'credit'>): Outcome {
    const invoice = person.invoices[deed.invoice]
    if (!invoice) return 'refused'
    const { line } = invoice
    const net = Book.creditable(line, deed.share)
    if (net <= 0n || net > line.net - line.credited) return 'refused'
    this.#lower(person, invoice, net)
    this.#buy(person, deed.at)
    return 'done'
  }

  /** So many hundredths of what is left of a line. */
  static creditable(line: Line, share: number): bigint {
    return ((line.net - line.credited) * BigInt(share)) / 100n
  }

  /** What the state is owed: of all documents, less what was credited. */
  taxes(): { excise: bigint; vat: bigint } {
    const lines = [...this.people.values()].flatMap(({ invoices }) =>
      invoices.map((one) => one.line),
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

  // ─────────────────────────────────────────────── what wallets buy

  /**
   * Holds that are over, paid time that runs out since the last look, and whoever could be served from their wallet and is not:
   * nobody may be forgotten, however they came into that state.
   */
  #sweep(person: Person, at: Micros): void {
    const over = person.holds.filter(({ to, lifted }) => !lifted && to !== null && to <= at)
    for (const hold of over) this.#over(person, hold, hold.to ?? at, at)
    const runsOut = person.services.some((service) => {
      const until = paidUntil(service)
      const isNear = until !== null && until < at + Book.#SWEEP
      return service.status === 'active' && isNear && until >= this.#sweptUntil
    })
    if (runsOut || this.#isForgotten(person, at)) this.#buy(person, at)
  }

  #isForgotten(person: Person, at: Micros): boolean {
    return person.services.some((service) => {
      const until = paidUntil(service)
      if (until === null || until > at) return false
      const next = this.#next(person, service, at, false)
      return next !== undefined && next.bill.gross <= person.wallet
    })
  }

  /** Overdue invoices, oldest first; then each service that is due, by its priority, whole or not at all; then other invoices. */
  #buy(person: Person, at: Micros, asked?: string): Set<string> {
    const today = dayNumber(localDay(at, this.#zone))
    const bought = new Set<string>()
    this.#pay(person, (invoice) => invoice.dueDay < today)
    const inOrder = person.services.toSorted(
      (a, b) => a.priority - b.priority || byEnd(paidUntil(a), paidUntil(b)),
    )
    for (const service of inOrder) {
      const next = this.#next(person, service, at, service.name === asked)
      if (!next || next.bill.gross > (person.wallet > 0n ? person.wallet : 0n)) continue
      service.status = 'active'
      service.waitsFor = null
      service.periods.push(next.period)
      bought.add(service.name)
      if (next.bill.gross === 0n) continue
      person.wallet -= next.bill.gross
      person.invoices.push({
        line: { ...next.bill, span: next.period, internet: true, credited: 0n },
        ...{ dueDay: today, service: service.name, settled: next.bill.gross },
      })
    }
    this.#pay(person, () => true)
    this.#restore(person, at, today)
    return bought
  }

  #pay(person: Person, which: (invoice: Invoice) => boolean): void {
    const inOrder = person.invoices.filter(which).toSorted((a, b) => a.dueDay - b.dueDay)
    for (const invoice of inOrder) {
      const open = invoice.line.gross - invoice.settled
      const cents = open < person.wallet ? open : person.wallet
      if (cents <= 0n) continue
      invoice.settled += cents
      person.wallet -= cents
    }
  }

  /** The next period of a service that may be renewed now and is due; nothing otherwise. */
  #next(person: Person, service: Service, at: Micros, isAsked: boolean) {
    const holds = person.holds.filter((one) => one.service === service.name && stands(one, at))
    const isOpen =
      service.status === 'active' ||
      (service.status === 'pending' && service.waitsFor === 'payment')
    if (!isOpen || holds.some(({ reason }) => reason !== 'nonpayment')) return undefined
    if (service.terms.trial && service.periods.length > 0) return undefined
    const until = paidUntil(service)
    const isDue = until === null || until <= at || until < at + Book.#AHEAD + Book.#SWEEP
    if (!isAsked && !(service.autoRenew && isDue)) return undefined
    const period = this.#period(service, at, holds.length === 0)
    const isNear = until === null || until <= at || until < at + Book.#ahead(period)
    if (!isAsked && !isNear) return undefined
    return { period, bill: this.#bill(person, service, period) }
  }

  /** Money buys at most a quarter of a period before its time, but wallets are always looked into before the end. */
  static #ahead({ from, to }: Span): Micros {
    const quarter = (to / 1_000n - from / 1_000n) / 4n
    const [asked, least] = [Book.#AHEAD + Book.#SWEEP, Book.#SWEEP + MINUTE / 60n]
    const ahead = quarter * 1_000n < asked ? quarter * 1_000n : asked
    return ahead > least ? ahead : least
  }

  /** Follows what was paid, where that is not over or in its grace; else it begins now. */
  #period(service: Service, at: Micros, isOn: boolean) {
    const last = service.periods.at(-1)
    const grace = BigInt(service.terms.graceHours) * HOUR
    const follows = last !== undefined && (at <= last.to || (isOn && at < last.to + grace))
    const [anchor, k] = follows ? [last.anchor, last.k + 1] : [at, 0]
    return { ...spanOf(service.terms, anchor, this.#zone, k), anchor, k }
  }

  #bill(person: Person, service: Service, period: Span & { whole: Span }): Bill {
    const { terms } = service
    const first = service.periods.length < terms.halfPriceFirst
    const price = first ? terms.cents - rounded(terms.cents, 2n) : terms.cents
    const left = shareLeft(terms, period.whole, period.from, this.#zone)
    return taxed(rounded(price * left.above, left.below), terms.mode, 'internet', person.taxes)
  }

  /** Where nothing is overdue, what was shut for non-payment opens, if there is paid time. */
  #restore(person: Person, at: Micros, today: number): void {
    const overdue = person.invoices.some(
      ({ dueDay, line, settled }) => dueDay < today && settled < line.gross,
    )
    if (overdue) return
    let isLifted = false
    for (const hold of person.holds) {
      if (hold.lifted || hold.reason !== 'nonpayment' || !stands(hold, at)) continue
      const until = paidUntil(serviceOf(person, hold.service))
      if (until === null || until <= at) continue
      hold.lifted = true
      hold.ended = at
      isLifted = true
    }
    if (isLifted) this.#buy(person, at)
  }
}
