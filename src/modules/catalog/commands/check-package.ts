import type { FieldIssue } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import type { PackageContent } from '../contract.ts'
import { profileKindsOf } from '../queries/profiles.ts'
import { openServiceTypes } from '../queries/service-types.ts'
import { openTaxClasses } from '../queries/taxes.ts'
import { noServiceType, noTaxClass, profileUnfit } from '../refusals.ts'

/** Refuses a package that names a kind of service, tax class or policy that is not in use. */
export async function checkPackage(tx: Tx, of: PackageContent): Promise<void> {
  const at = (path: string): FieldIssue[] => [{ path, message: 'Choose one that is in use.' }]
  if (!(await openServiceTypes(tx)).has(of.serviceTypeId))
    throw noServiceType({ type: of.serviceTypeId }, at('content.serviceTypeId'))
  if (!(await openTaxClasses(tx)).has(of.taxClassId))
    throw noTaxClass({ class: of.taxClassId }, at('content.taxClassId'))
  const { fairUse } = of.data
  if (fairUse !== null && (await profileKindsOf(tx, [fairUse])).get(fairUse) !== 'fair-use')
    throw profileUnfit({}, at('content.data.fairUse'))
}
