import type { DeedOf, Outcome } from '../deeds.ts'
import { buy } from './buying.ts'
import { MINUTE } from './calendar.ts'
import { costOf, isThere, move } from './changes.ts'
import { serviceOf, type Person, type Rules } from './people.ts'
import type { Terms } from './terms.ts'

/** So long a price that was told holds, and as long it waits for its money. */
const HOLDS = 15n * MINUTE

/** Another plan now: what is left of the old one comes back, what is left of the new one is bought; for that its money must be there. */
export function change(town: Rules, person: Person, deed: DeedOf<'change'>): Outcome {
  const service = serviceOf(person, deed.service)
  const terms = termsOf(town, deed.terms)
  if (service.status === 'ended' || service.terms.key === terms.key) return 'refused'
  const told = costOf(town, person, service, terms, deed.at)
  if (isThere(town, person, told, deed.at)) {
    move(town, person, service, terms, told, deed.at)
    buy(town, person, deed.at)
    return 'done'
  }
  if (!deed.waits || service.asked || service.waits) return 'refused'
  const { credited, charged } = told
  service.waits = { terms, at: deed.at, until: deed.at + HOLDS, credited, charged }
  return 'done'
}

/** Another plan when what is paid is over. One wish at a time. */
export function changeAtEnd(town: Rules, person: Person, deed: DeedOf<'change-at-end'>): Outcome {
  const service = serviceOf(person, deed.service)
  const terms = termsOf(town, deed.terms)
  const end = service.periods.reduce((last, { to }) => (to > last ? to : last), deed.at)
  if (service.status === 'ended' || service.terms.key === terms.key) return 'refused'
  if (end === deed.at || service.asked || service.waits) return 'refused'
  service.asked = { terms, at: end }
  return 'done'
}

function termsOf(town: Rules, key: string): Terms {
  const terms = town.terms.get(key)
  if (!terms) throw new Error(`there is no plan ${key}`)
  return terms
}
