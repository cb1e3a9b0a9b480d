import { buy } from './buying.ts'
import { dayNumber, localDay, midnight, monthsLater, type Micros } from './calendar.ts'
import { rounded, sum, taxed } from './money.ts'
import { NEVER, type Person, type Rules, type Service } from './people.ts'
import { shareLeft, type Span } from './terms.ts'

const PAYMENT_DAYS = 14

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
        if (!service.terms.afterwards) return []
        const cents = costOf(town, holder, service, whole)
        return cents === 0n ? [] : [taxed(cents, service.terms.mode, 'internet', person.taxes)]
      }),
    )
    person.unbilled = whole.to
    if (bills.length === 0) continue
    person.invoices.push({
      line: { ...sum(bills), span: null, internet: true, credited: 0n },
      dueDay: dayNumber(localDay(at, town.zone)) + PAYMENT_DAYS,
      ...{ service: null, settled: 0n, paid: [], toWallet: 0n },
    })
    buy(town, person, at)
  }
}

/** The share of the month's price for the days on which it ran and was not paused. */
function costOf(town: Rules, person: Person, service: Service, whole: Span): bigint {
  const { terms, activatedAt } = service
  if (activatedAt === null || activatedAt >= whole.to) return 0n
  const left = (moment: Micros) => {
    const { above, below } = shareLeft(terms, whole, moment, town.zone)
    return rounded(terms.cents * above, below)
  }
  let pieces: Span[] = [{ from: activatedAt > whole.from ? activatedAt : whole.from, to: whole.to }]
  for (const hold of person.holds) {
    if (hold.service !== service.name || hold.bills) continue
    const end = hold.ended ?? hold.to ?? NEVER
    pieces = pieces.flatMap((piece) => [
      { from: piece.from, to: piece.to < hold.from ? piece.to : hold.from },
      { from: piece.from > end ? piece.from : end, to: piece.to },
    ])
    pieces = pieces.filter(({ from, to }) => from < to)
  }
  return pieces.reduce((all, { from, to }) => all + left(from) - left(to), 0n)
}
