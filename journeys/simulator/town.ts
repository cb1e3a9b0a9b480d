import { chanceOf, type Chance } from './chance.ts'
import { THINGS } from './plans.ts'
import type { Deed, Told } from './deeds.ts'
import { Book } from './oracle/book.ts'
import { openOf, paidUntil, stands, type Person, type Service } from './oracle/people.ts'
import { DAY, HOUR, MINUTE, SECOND, type Micros } from './oracle/calendar.ts'
import type { Taxes } from './oracle/money.ts'
import type { Terms } from './oracle/terms.ts'

/**
 * Somebody who lives in the town: wakes, looks at what they have, and does something, as people do: pays early, late, in
 * part, twice, to a wrong number, in the very moment in which the paid time ends. All of it follows from the seed and the name.
 */
export type Townsperson = {
  readonly name: string
  wakesAt: Micros
  /** What they do now; several things one after another. */
  wake(book: Book, at: Micros): Deed[]
}

export type Habits = {
  readonly plans: readonly Terms[]
  /** What companies hold. */
  readonly afterwards: readonly Terms[]
  /** Everybody comes within this time from the start. */
  readonly comeWithin: Micros
  /** What some pay for by what they move. */
  readonly metered: readonly Terms[]
  /** What goes on besides paying on time. */
  readonly troubles: boolean
}

export function townsperson(
  seed: number,
  name: string,
  start: Micros,
  habits: Habits,
): Townsperson {
  const chance = chanceOf(seed, name)
  const count = {
    receipt: 0,
    refund: 0,
    hold: 0,
    charge: 0,
    service: 0,
    promise: 0,
    session: 0,
    certificate: 0,
    addon: 0,
  }
  const next = (what: keyof typeof count) => ++count[what]
  /** What dunning or an empty wallet holds nobody lifts: a payment does. */
  const isByHand = (hold: Person['holds'][number]) => hold.name.startsWith(`${name}/hold/`)
  const taxes: Taxes = chance.percent(85) ? 'standard' : chance.pick(['exempt', 'zero-rated'])
  // Drawn apart, so that the lives of the others stay as they are.
  const isCompany = (who: string) =>
    habits.afterwards.length > 0 && chanceOf(seed, `${who} pays`).percent(25)
  const afterwards = isCompany(name)
  const metered =
    !afterwards && habits.metered.length > 0 && chanceOf(seed, `${name} meters`).percent(15)
  const plans = afterwards ? habits.afterwards : metered ? habits.metered : habits.plans
  const wishes = chanceOf(seed, `${name} wishes`)
  const extras = chanceOf(seed, `${name} extras`)
  const isLate = chance.percent(25)
  const self: Townsperson = {
    name,
    wakesAt: start + micros(chance, habits.comeWithin),
    wake(book, at) {
      const deeds = book.people.has(name)
        ? live(book.person(name), at)
        : [{ at, who: name, do: 'join', taxes, afterwards, ...belongs(book) } as const, order(at)]
      self.wakesAt = restFrom(book, at)
      return deeds
    },
  }

  /** Some companies are branches of the first one: it is invoiced for what they hold. */
  function belongs(book: Book): { parent?: string } {
    const head = [...book.people.values()].find(
      (one) => one.unbilled !== null && one.parent === null && isCompany(one.name),
    )
    const isBranch = afterwards && chanceOf(seed, `${name} belongs`).percent(35)
    return isBranch && head ? { parent: head.name } : {}
  }

  /** When they look again: at times in the very moment in which something ends. */
  function restFrom(book: Book, at: Micros): Micros {
    const person = book.people.get(name)
    if (person?.services.some(({ waits }) => waits)) return at + 1n + micros(wishes, 20n * MINUTE)
    const ends = (person?.services ?? [])
      .filter(({ status }) => status !== 'ended')
      .flatMap((one) => paidUntil(one) ?? [])
      .filter((end) => end > at)
      .toSorted((a, b) => (a < b ? -1 : 1))
    const [first] = ends
    const dice = chance.whole(1, 10)
    if (first === undefined)
      return at + MINUTE + micros(chance, chance.percent(20) ? HOUR : 4n * DAY)
    if (dice <= 2) return first
    if (dice <= 4) return first + micros(chance, isLate ? 3n * DAY : 6n * HOUR) + SECOND
    const span = first - at
    return at + 1n + micros(chance, span < 20n * DAY ? span : 20n * DAY)
  }

  function order(at: Micros): Deed {
    const terms = plans[chance.whole(0, plans.length - 1)]
    return {
      ...{ at, who: name, do: 'order', service: `${name}/${next('service')}` },
      terms: terms?.key ?? '',
      waitsFor: metered || chance.percent(70) ? null : chance.pick(['payment', 'installation']),
      priority: chance.whole(1, 3),
      autoRenew: chance.percent(90),
    }
  }

  function live(person: Person, at: Micros): Deed[] {
    const waits = person.services.find(({ waitsFor }) => waitsFor === 'installation')
    if (waits && chance.percent(60)) return [{ at, who: name, do: 'activate', service: waits.name }]
    if (person.services.every(({ status }) => status === 'ended')) return [order(at)]
    if (afterwards) return office(person, at)
    if (metered) return byTheGigabyte(person, at)
    const quoted = person.services.find((one) => one.waits)?.waits
    if (quoted && wishes.percent(75))
      return [
        pay(at, [receipt(at, wishes.percent(80) ? quoted.charged : quoted.charged / 3n + 1n)]),
      ]
    if (habits.troubles && wishes.percent(15)) return [wish(person, at)]
    if (habits.troubles && chance.percent(30)) return trouble(person, at)
    return pays(person, at)
  }

  /** Another plan, now or when the time is over; something beside it, more of it, or no more. */
  function wish(person: Person, at: Micros): Deed {
    const services = person.services.filter(({ status }) => status !== 'ended')
    const held = services[wishes.whole(0, services.length - 1)]
    if (!held) return order(at)
    const { name: service, addons } = held
    // Some are trusted to pay afterwards, and some of them would rather pay before again.
    const isTrusted = habits.afterwards.length > 0 && extras.percent(20)
    const others = isTrusted ? habits.afterwards : plans.filter(({ trial }) => !trial)
    const terms = others[wishes.whole(0, others.length - 1)]?.key ?? held.terms.key
    const dice = wishes.whole(1, 10)
    const last = addons.at(-1)
    if (dice <= 3 || (dice >= 9 && !last))
      return { at, who: name, do: 'change', service, terms, waits: wishes.percent(60) }
    if (dice <= 5) return { at, who: name, do: 'change-at-end', service, terms }
    if (last && dice >= 9)
      return { at, who: name, do: 'drop', service, addon: last.name, atEnd: wishes.percent(50) }
    const addon = `${name}/addon/${next('addon')}`
    const thing = THINGS[wishes.whole(0, THINGS.length - 1)]?.key ?? ''
    return { at, who: name, do: 'add', service, addon, thing, quantity: wishes.whole(1, 3) }
  }

  /** Something beside what is paid afterwards, or no more of it. */
  function beside({ name: service, addons }: Service, at: Micros): Deed {
    const runs = addons.filter(({ to }) => to === null || to > at)
    const last = runs[extras.whole(0, runs.length)]
    if (last && extras.percent(70))
      return { at, who: name, do: 'drop', service, addon: last.name, atEnd: extras.percent(50) }
    const thing = THINGS[extras.whole(0, THINGS.length - 1)]?.key ?? ''
    const addon = `${name}/addon/${next('addon')}`
    return { at, who: name, do: 'add', service, addon, thing, quantity: extras.whole(1, 3) }
  }

  /** Companies take another line, pause one, end one, and pay what they were invoiced: early, late, in part, too much. */
  function office(person: Person, at: Micros): Deed[] {
    const talk = habits.troubles && chance.percent(25) ? talks(person, at) : []
    if (talk.length > 0) return talk
    if (habits.troubles && person.invoices.length > 0 && chance.percent(15))
      return [certificate(person, at)]
    const held = person.holds.find((one) => isByHand(one) && stands(one, at))
    const service = person.services[chance.whole(0, person.services.length - 1)]
    if (habits.troubles && service && service.status !== 'ended' && wishes.percent(12)) {
      const terms = plans[wishes.whole(0, plans.length - 1)]?.key ?? service.terms.key
      return [{ at, who: name, do: 'change', service: service.name, terms, waits: false }]
    }
    if (habits.troubles && service?.status === 'active' && extras.percent(20))
      return [beside(service, at)]
    if (habits.troubles && service && service.status !== 'ended' && extras.percent(3))
      return [{ at, who: name, do: 'end', service: service.name }]
    const dice = chance.whole(1, 10)
    if (held && dice <= 4) return [{ at, who: name, do: 'lift', hold: held.name }]
    if (dice <= 5 && service?.status === 'active') return [pause(service, at)]
    if (dice === 6 && person.services.length < 3) return [order(at)]
    const owed = Book.owes(person)
    if (owed === 0n && dice < 10) return []
    return [pay(at, [receipt(at, amount(owed, 1_200_000n))])]
  }

  /** Whoever pays by the gigabyte moves something, also long ago, of which we hear now; and fills the wallet, or not in time. */
  function byTheGigabyte(person: Person, at: Micros): Deed[] {
    const talk = habits.troubles && chance.percent(10) ? talks(person, at) : []
    if (talk.length > 0) return talk
    const [service] = person.services
    if (service?.activatedAt && chance.percent(65)) {
      const long = habits.troubles && chance.percent(30) ? 40n * HOUR : HOUR
      const ago = at - micros(chance, long)
      const from = ago > service.activatedAt ? ago : service.activatedAt
      const hourEnds = from - (from % HOUR) + HOUR
      const to = from + micros(chance, hourEnds - from)
      const session = `${name}/session/${next('session')}`
      const bytes = BigInt(chance.whole(1, 4_000_000_000))
      if (to <= at && to / 1000n > from / 1000n)
        return [{ at, who: name, do: 'surf', service: service.name, session, bytes, from, to }]
    }
    return chance.percent(40) ? [pay(at, [receipt(at, amount(Book.owes(person), 50_000n))])] : []
  }

  function certificate(person: Person, at: Micros): Deed {
    const number = `${name}/certificate/${next('certificate')}`
    const invoice = chance.whole(0, person.invoices.length - 1)
    const [tax, share] = [chance.pick(['vat', 'income'] as const), chance.pick([5, 13, 100, 130])]
    return { at, who: name, do: 'certify', certificate: number, invoice, tax, share }
  }

  /** About what they do not pay: they do not agree, they agree after all, they will pay next week. */
  function talks(person: Person, at: Micros): Deed[] {
    const disputed = person.invoices.findIndex((one) => one.disputed)
    const open = person.invoices.findLastIndex((one) => openOf(one) > 0n)
    if (disputed >= 0 && chance.percent(60))
      return [{ at, who: name, do: 'dispute-ends', invoice: disputed }]
    if (open < 0) return []
    if (chance.percent(40)) return [{ at, who: name, do: 'dispute', invoice: open }]
    const promise = `${name}/promise/${next('promise')}`
    return [{ at, who: name, do: 'promise', promise, days: chance.whole(1, 16) }]
  }

  const pause = ({ name: service }: Service, at: Micros): Deed => ({
    ...{ at, who: name, do: 'hold', hold: `${name}/hold/${next('hold')}`, service },
    ...{ reason: 'voluntary', bills: chance.percent(30) },
    to: chance.percent(50) ? at + HOUR + micros(chance, 10n * DAY) : null,
  })

  // ─────────────────────────────────────────────── paying

  function pays(person: Person, at: Micros): Deed[] {
    const service = person.services.find((one) => wants(one, at))
    const isRich = service !== undefined && person.wallet >= service.terms.cents
    if ((!service || isRich) && !chance.percent(10)) return []
    // A trial has no price; who holds nothing else pays something all the same.
    const price = (service ?? person.services[0])?.terms.cents || 100_000n
    const owed = Book.owes(person)
    const cents = amount(price + owed - (person.wallet > 0n ? person.wallet : 0n), price)
    const told = receipt(at, cents)
    const dice = chance.whole(1, 20)
    // The same receipt by three ways, or two halves that arrive side by side.
    if (dice === 1) return [pay(at, [told]), pay(at, [{ ...told, channel: 'pull' }, told])]
    if (dice === 2 && cents > 1n)
      return [pay(at, [receipt(at, cents / 2n), receipt(at, cents - cents / 2n)])]
    if (dice === 3) return [pay(at, [receipt(at, cents), receipt(at, cents)])]
    return [pay(at, [told])]
  }

  const wants = (service: Service, at: Micros) => {
    const until = paidUntil(service)
    if (service.status === 'ended' || (service.terms.trial && until !== null)) return false
    return until === null || until < at + 2n * DAY || chance.percent(5)
  }

  function amount(missing: bigint, price: bigint): bigint {
    const whole = missing > 0n ? missing : price
    const dice = chance.whole(1, 10)
    if (dice <= 6) return whole
    if (dice === 7) return whole + BigInt(chance.whole(1, 5_000))
    if (dice === 8) return (whole + 1n) / 2n
    if (dice === 9) return 2n * price
    return BigInt(chance.whole(1, 400_000))
  }

  function receipt(at: Micros, cents: bigint): Told {
    const typed = chance.percent(85)
      ? chance.pick(['number', 'asked'])
      : chance.pick(['service-number', 'wrong'])
    const late = habits.troubles && chance.percent(10) ? micros(chance, 3n * DAY) : 0n
    return {
      ...{ receipt: `${name.toUpperCase()}R${next('receipt')}`, cents, paidAt: at - late },
      ...{ typed, channel: chance.pick(['stk', 'c2b']) },
    }
  }

  const pay = (at: Micros, told: readonly Told[]): Deed => ({ at, who: name, do: 'pay', told })

  // ─────────────────────────────────────────────── everything else that happens to people

  function trouble(person: Person, at: Micros): Deed[] {
    const receipts = [...person.payments.values()]
    const last = receipts.at(-1)
    const lost = receipts.find(({ owner }) => owner === 'suspense')
    if (lost && chance.percent(50))
      return [{ at, who: name, do: 'assign', receipt: lost.told.receipt }]
    const open = [...person.refunds].find(([, { state }]) => state === 'asked')
    if (open && chance.percent(70))
      return [
        {
          ...{ at, who: name, refund: open[0] },
          do: chance.percent(60) ? 'refund-paid' : 'refund-failed',
        },
      ]
    const held = person.holds.find((one) => isByHand(one) && stands(one, at))
    if (held && chance.percent(50)) return [{ at, who: name, do: 'lift', hold: held.name }]
    const service = person.services[chance.whole(0, person.services.length - 1)]
    const dice = chance.whole(1, 12)
    if (dice <= 3 && service) return [hold(service, at)]
    if (dice === 4 && last) return [reversal(last.told, at)]
    if (dice === 5 && last) return [refund(last.told, at)]
    if (dice === 6) {
      const cents = BigInt(chance.whole(1, 500_000))
      const charge = `${name}/charge/${next('charge')}`
      return [{ at, who: name, do: 'charge', charge, cents, dueInDays: chance.whole(0, 14) }]
    }
    if (dice === 7 && person.invoices.length > 0) {
      const invoice = chance.whole(0, person.invoices.length - 1)
      return [{ at, who: name, do: 'credit', invoice, share: chance.pick([10, 33, 50, 100, 130]) }]
    }
    if (dice === 8 && person.services.length < 3) return [order(at)]
    if (dice === 9 && service) return [{ at, who: name, do: 'renew', service: service.name }]
    if (dice === 10 && last)
      return [
        {
          ...{ at, who: name, do: 'unassign', receipt: last.told.receipt },
          letThemOwe: chance.percent(50),
        },
      ]
    if (dice === 11 && service && chance.percent(30))
      return [{ at, who: name, do: 'end', service: service.name }]
    const talk = dice === 12 ? talks(person, at) : []
    return talk.length > 0 ? talk : pays(person, at)
  }

  function hold(service: Service, at: Micros): Deed {
    const reason = chance.pick(['voluntary', 'voluntary', 'nonpayment', 'admin', 'abuse'])
    return {
      ...{ at, who: name, do: 'hold', hold: `${name}/hold/${next('hold')}`, reason },
      service: service.name,
      bills: reason !== 'voluntary' || chance.percent(50),
      to: chance.percent(50) ? at + HOUR + micros(chance, 10n * DAY) : null,
    }
  }

  function reversal(told: Told, at: Micros): Deed {
    const because = chance.pick(['provider', 'mistake'])
    return { at, who: name, do: 'reverse', receipt: told.receipt, because }
  }

  function refund(told: Told, at: Micros): Deed {
    const cents = chance.percent(50) ? told.cents : BigInt(chance.whole(1, Number(told.cents)))
    const id = `${name}/refund/${next('refund')}`
    return { at, who: name, do: 'refund', refund: id, receipt: told.receipt, cents }
  }

  return self
}

/** Some microseconds, fewer than that: moments in life are never whole seconds. */
const micros = (chance: Chance, below: Micros): Micros =>
  BigInt(chance.whole(0, Number(below / 1000n))) * 1000n + BigInt(chance.whole(0, 999))
