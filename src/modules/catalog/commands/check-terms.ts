import type { FieldIssue } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import type { PlanTerms } from '../contract.ts'
import { profileKindsOf } from '../queries/profiles.ts'
import { openTaxClasses } from '../queries/taxes.ts'
import { noTaxClass, profileUnfit, tooShortToInvoice } from '../refusals.ts'

/** Refuses terms that name a tax class or a profile that is not there to be named, and those that no invoice could list. */
export async function checkTerms(tx: Tx, terms: PlanTerms): Promise<void> {
  const { payment, validity } = terms
  if (payment === 'postpaid' && (validity.unit === 'minute' || validity.unit === 'hour'))
    throw tooShortToInvoice({}, [{ path: 'terms.validity', message: 'A day or longer.' }])
  const classes = await openTaxClasses(tx)
  const untaxed = terms.components.flatMap(({ taxClassId }, place): FieldIssue[] =>
    classes.has(taxClassId)
      ? []
      : [{ path: `terms.components.${place}.taxClassId`, message: 'Choose a tax class.' }],
  )
  const [first] = terms.components.filter(({ taxClassId }) => !classes.has(taxClassId))
  if (first) throw noTaxClass({ class: first.taxClassId }, untaxed)

  const wanted = [
    ['speed', 'speed', terms.profiles.speed],
    ['fairUse', 'fair-use', terms.profiles.fairUse],
    ['quota', 'quota', terms.profiles.quota],
    ['accessHours', 'access-hours', terms.profiles.accessHours],
  ] as const
  const kinds = await profileKindsOf(
    tx,
    wanted.flatMap(([, , id]) => (id === null ? [] : [id])),
  )
  const unfit = wanted.filter(([, kind, id]) => id !== null && kinds.get(id) !== kind)
  if (unfit.length === 0) return
  throw profileUnfit(
    {},
    unfit.map(([field]) => ({
      ...{ path: `terms.profiles.${field}`, message: 'Choose a profile of this kind.' },
    })),
  )
}
