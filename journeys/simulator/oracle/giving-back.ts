import type { Micros } from './calendar.ts'
import { creditOf, rounded } from './money.ts'
import { credits, type Invoice, type Person, type Rules, type Service } from './people.ts'
import { shareLeft, type Span } from './terms.ts'

/** What was charged for stretches of time that nobody uses comes back, of each line no more than is left of it. */
export function giveBack(
  town: Rules,
  person: Person,
  service: Service,
  stretches: readonly Span[],
): boolean {
  let isBack = false
  for (const invoice of person.invoices) {
    const { line } = invoice
    const { span } = line
    const period = service.periods.find(({ from }) => from === span?.from)
    if (invoice.service !== service.name || span === null || !period) continue
    const value = (at: Micros) => {
      if (service.terms.proration === 'none') return at <= span.from ? line.net : 0n
      const { above, below } = shareLeft(service.terms, span, at, town.zone)
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
    lower(person, invoice, net)
    isBack = true
  }
  return isBack
}

/** A credit note: what is open of the invoice first, the rest into the wallet. */
export function lower(person: Person, invoice: Invoice, net: bigint): void {
  const { line } = invoice
  const back = creditOf(line, line.credited, net)
  line.credited += net
  const open = line.gross - invoice.settled
  const lowers = back.gross < open ? back.gross : open
  invoice.settled += lowers
  person.wallet += back.gross - lowers
  invoice.toWallet += back.gross - lowers
  credits.set(line, [...(credits.get(line) ?? []), back])
}
