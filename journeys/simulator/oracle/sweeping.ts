import { buy, nextOf, SWEEP } from './buying.ts'
import type { Micros } from './calendar.ts'
import { paidUntil, type Person, type Rules } from './people.ts'
import { over } from './serving.ts'

/**
 * Holds that are over, paid time that runs out since the last look, and whoever could be served from their wallet and is not:
 * nobody may be forgotten, however they came into that state.
 */
export function sweep(town: Rules, person: Person, at: Micros): void {
  const ended = person.holds.filter(({ to, lifted }) => !lifted && to !== null && to <= at)
  for (const hold of ended) over(town, person, hold, hold.to ?? at, at)
  const runsOut = person.services.some((service) => {
    const until = paidUntil(service)
    const isNear = until !== null && until < at + SWEEP
    return service.status === 'active' && isNear && until >= town.sweptUntil
  })
  if (runsOut || isForgotten(town, person, at)) buy(town, person, at)
}

function isForgotten(town: Rules, person: Person, at: Micros): boolean {
  return person.services.some((service) => {
    const until = paidUntil(service)
    if (until === null || until > at) return false
    const coming = nextOf(town, person, service, at, false)
    // The rest of a calendar week gets cheaper by the day. That alone buys nothing: whoever is short may be saving for a whole one.
    return coming !== undefined && coming.whole.gross <= person.wallet
  })
}
