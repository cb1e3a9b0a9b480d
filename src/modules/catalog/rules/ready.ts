import type { FieldIssue } from '#kernel/refusal.ts'
import { chargeFor, type ChargeModel, type PlanTerms } from '../contract.ts'

/** What is missing before a plan can be sold, at its field. */
export function missingToSell(terms: PlanTerms, type: { online: boolean }): FieldIssue[] {
  const issues: FieldIssue[] = []
  const wrong = (path: string, message: string) => issues.push({ path, message })
  const asked = (kind: 'recurring' | 'usage') =>
    terms.components.some((one) => one.kind === kind && costsSomething(one.charge))
  switch (terms.payment) {
    case 'prepaid':
    case 'postpaid':
      if (!asked('recurring'))
        wrong(
          'terms.components',
          'A price above zero for each period is missing. What is free is a trial.',
        )
      if (terms.payment === 'prepaid') refuseWhatNobodyAsksFor(terms, wrong)
      break
    case 'payg':
      if (!asked('usage')) wrong('terms.components', 'A price for data or time is missing.')
      break
    case 'trial':
      if (asked('recurring') || asked('usage'))
        wrong('terms.components', 'A trial costs nothing. Take its prices out, or make it prepaid.')
      break
  }
  if (type.online && terms.profiles.speed === null)
    wrong('speed', 'A service that goes online needs a speed.')
  return issues
}

/** What is paid before is charged when it is bought, so what comes to light afterwards would be given away without a word. */
function refuseWhatNobodyAsksFor(
  { components }: PlanTerms,
  wrong: (path: string, message: string) => void,
) {
  for (const [place, { kind }] of components.entries())
    if (kind === 'usage' || kind === 'minimum')
      wrong(
        `terms.components.${place}.kind`,
        'A plan that is paid before charges no usage and no minimum. Sell more data as an add-on, or let it be paid afterwards.',
      )
}

function costsSomething(charge: ChargeModel): boolean {
  switch (charge.model) {
    case 'flat':
      return charge.price.amount.cents > 0n
    case 'package':
      return charge.price.cents > 0n
    case 'graduated':
    case 'volume':
      return charge.tiers.some(({ price, flat }) => price.amount.cents > 0n || flat.cents > 0n)
  }
}

/** The recurring prices of a version together, as listed. */
export function headline(terms: PlanTerms): bigint {
  return terms.components
    .filter(({ kind }) => kind === 'recurring')
    .reduce((sum, one) => sum + chargeFor(one.charge, 1n), 0n)
}
