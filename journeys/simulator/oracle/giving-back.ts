import type { Micros } from './calendar.ts'
import { creditOf, rounded } from './money.ts'
import {
  credits,
  openOf,
  type Invoice,
  type Line,
  type Person,
  type Rules,
  type Service,
} from './people.ts'
import { shareLeft, type Span } from './terms.ts'

/** What was charged for stretches of time that nobody uses comes back, of each line no more than is left of it. */
export function giveBack(
  town: Rules,
  person: Person,
  service: Service,
  stretches: readonly Span[],
): boolean {
  let isBack = false
  for (const { invoice, line, net } of unusedOf(town, person, service, stretches)) {
    lower(person, invoice, line, net)
    isBack = true
  }
  return isBack
}

export type Unused = { readonly invoice: Invoice; readonly line: Line; readonly net: bigint }

/** What stretches of a service are worth of each line that was charged for its time. `which`: of some lines only. */
export function unusedOf(
  town: Rules,
  person: Person,
  service: Service,
  stretches: readonly Span[],
  which: (line: Line) => boolean = () => true,
): Unused[] {
  return person.invoices.flatMap((invoice) =>
    invoice.lines.flatMap((line) => {
      const { span } = line
      if (line.service !== service.name || span === null || !which(line)) return []
      const period = service.periods.find(({ from }) => from === span.from)
      const addon = service.addons.find(({ name }) => name === line.addon)
      const stands = addon ? (addon.to ?? span.to) : period?.to
      if (stands === undefined) return []
      const end = line.over !== undefined && line.over < stands ? line.over : stands
      // What was begun in the middle counts by the plan of now.
      const { terms } = period ?? service
      const value = (at: Micros) => {
        if (terms.proration === 'none') return at <= span.from ? line.net : 0n
        const { above, below } = shareLeft(terms, span, at, town.zone)
        return rounded(line.net * above, below)
      }
      let net = 0n
      for (const one of stretches) {
        const from = one.from > span.from ? one.from : span.from
        const last = end < span.to ? end : span.to
        const to = one.to < last ? one.to : last
        if (from < to) net += value(from) - value(to)
      }
      const left = line.net - line.credited
      if (net > left) net = left
      return net > 0n ? [{ invoice, line, net }] : []
    }),
  )
}

/** A credit note: what is open of the invoice first, the rest into the wallet. */
export function lower(person: Person, invoice: Invoice, line: Line, net: bigint): void {
  const back = creditOf(line, line.credited, net)
  line.credited += net
  const open = openOf(invoice)
  const lowers = back.gross < open ? back.gross : open
  invoice.settled += lowers
  person.wallet += back.gross - lowers
  invoice.toWallet += back.gross - lowers
  credits.set(line, [...(credits.get(line) ?? []), back])
}
