import { buy } from './buying.ts'
import { dayNumber, localDay, midnight, monthsLater, type Micros } from './calendar.ts'
import { rounded, sum, taxed } from './money.ts'
import { lineOf, NEVER, owed, type Person, type Rules, type Service } from './people.ts'
import { shareLeft, type Span, type Terms } from './terms.ts'

/** So many days there are to pay what is owed afterwards. */
export const PAYMENT_DAYS = 14

/** One invoice for each calendar month that is over, of all that is held and paid afterwards by them, and by whoever is billed to them; each line taxed by itself. */
export function invoiceMonths(
  town: Rules,
  person: Person,
  whose: readonly Person[],
  at: Micros,
): void {
  while (person.unbilled !== null) {
    const first = { ...localDay(person.unbilled, town.zone), day: 1 }
    const whole = {
      from: midnight(first, town.zone),
      to: midnight(monthsLater(first, 1, 1), town.zone),
    }
    if (whole.to > at) return
    const bills = whose.flatMap((holder) =>
      holder.services.flatMap((service) => {
        return stretchesOf(service).flatMap(({ terms, ...stretch }) => {
          if (!terms.afterwards) return []
          const cost = (of: Span, price: bigint, mode: Terms['mode']) => {
            const cents = costOf(town, holder, service.name, { terms, price, stretch: of, whole })
            return cents === 0n ? [] : [taxed(cents, mode, 'internet', person.taxes)]
          }
          const beside = service.addons
            .filter(({ thing }) => !thing.once)
            .flatMap(({ thing, quantity, from, to }) =>
              cost(
                within(stretch, { from, to: to ?? NEVER }),
                thing.cents * BigInt(quantity),
                thing.mode,
              ),
            )
          return [...cost(stretch, terms.cents, terms.mode), ...beside]
        })
      }),
    )
    person.unbilled = whole.to
    if (bills.length === 0) continue
    person.invoices.push(
      owed([lineOf(sum(bills))], dayNumber(localDay(at, town.zone)) + PAYMENT_DAYS),
    )
    buy(town, person, at)
  }
}

/** What a service was from when to when; the day on which it became something else is already of that. */
function stretchesOf({ was, terms, activatedAt, endedAt }: Service): (Span & { terms: Terms })[] {
  if (activatedAt === null) return []
  let from = activatedAt
  return [...was, { terms, to: endedAt ?? NEVER }].map((one) => {
    const stretch = { terms: one.terms, from, to: one.to }
    from = one.to
    return stretch
  })
}

const within = (one: Span, other: Span): Span => ({
  from: one.from > other.from ? one.from : other.from,
  to: one.to < other.to ? one.to : other.to,
})

/** The share of a month's price for the days on which it ran as that and was not paused. */
function costOf(
  town: Rules,
  person: Person,
  service: string,
  { terms, price, stretch, whole }: { terms: Terms; price: bigint; stretch: Span; whole: Span },
): bigint {
  const left = (moment: Micros) => {
    const { above, below } = shareLeft(terms, whole, moment, town.zone)
    return rounded(price * above, below)
  }
  let pieces = [within(stretch, whole)].filter(({ from, to }) => from < to)
  for (const hold of person.holds) {
    if (hold.service !== service || hold.bills) continue
    const end = hold.ended ?? hold.to ?? NEVER
    pieces = pieces.flatMap((piece) => [
      { from: piece.from, to: piece.to < hold.from ? piece.to : hold.from },
      { from: piece.from > end ? piece.from : end, to: piece.to },
    ])
    pieces = pieces.filter(({ from, to }) => from < to)
  }
  return pieces.reduce((all, { from, to }) => all + left(from) - left(to), 0n)
}
