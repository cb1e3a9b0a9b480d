import type { Micros } from './calendar.ts'
import { rounded, taxed, type Bill } from './money.ts'
import type { Addon, Line, Person, Rules, Service } from './people.ts'
import { shareLeft, type Span, type Terms } from './terms.ts'

export const sameLength = (one: Terms, other: Terms): boolean =>
  one.unit === other.unit &&
  one.count === other.count &&
  one.ends === other.ends &&
  one.anchor === other.anchor

/** What a period costs of which it is the so-and-so-manieth; the part of a price that lies after its beginning. */
export function billOf(
  town: Rules,
  person: Person,
  terms: Terms,
  before: number,
  period: Span & { whole: Span },
): Bill {
  return taxedPrice(person, terms, partOf(town, terms, priceOf(terms, before), period))
}

function partOf(
  town: Rules,
  terms: Terms,
  cents: bigint,
  { from, to, whole }: Span & { whole: Span },
) {
  if (terms.proration === 'none') return cents
  const left = (at: Micros) => {
    const { above, below } = shareLeft(terms, whole, at, town.zone)
    return rounded(cents * above, below)
  }
  return left(from) - left(to)
}

/** What is sold beside the plan and goes on beyond the beginning of a period, each as far as it goes. */
export function addonBills(
  town: Rules,
  person: Person,
  service: Service,
  terms: Terms,
  period: Span & { whole: Span },
  at: Micros,
): Line[] {
  return service.addons
    .filter(({ thing, from, to }) => !thing.once && from <= at && (to === null || to > period.from))
    .map((one) => addonBill(town, person, service, terms, one, period))
    .filter(({ gross }) => gross > 0n)
}

export function addonBill(
  town: Rules,
  person: Person,
  service: Service,
  terms: Terms,
  { name, thing, quantity, to }: Addon,
  period: Span & { whole: Span },
): Line {
  const end = to !== null && to < period.to ? to : period.to
  const span = { from: period.from, to: end }
  const cents = partOf(town, terms, thing.cents * BigInt(quantity), {
    ...span,
    whole: period.whole,
  })
  return {
    ...taxed(cents, thing.mode, 'internet', person.taxes),
    ...{ span, service: service.name, addon: name, credited: 0n },
  }
}

export function priceOf(terms: Terms, before: number): bigint {
  const first = before < terms.halfPriceFirst
  return first ? terms.cents - rounded(terms.cents, 2n) : terms.cents
}

export const taxedPrice = (person: Person, terms: Terms, cents: bigint): Bill =>
  taxed(cents, terms.mode, 'internet', person.taxes)
