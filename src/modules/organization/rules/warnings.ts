import type { Organization } from '../contract.ts'

/** What the ISP still owes the law, as far as its identity shows. */
export function warningsOf(
  identity: Pick<
    Organization,
    'kraPin' | 'caLicenceNumber' | 'odpcRegistration' | 'dataProtectionOfficer'
  >,
  when: { today: Temporal.PlainDate; odpcNoticeDays: number },
): Organization['warnings'] {
  const warnings: Organization['warnings'] = []
  if (identity.kraPin === null) warnings.push('kra-pin-missing')
  if (identity.caLicenceNumber === null) warnings.push('ca-licence-missing')
  if (identity.odpcRegistration === null) {
    warnings.push('odpc-missing')
  } else {
    const left = when.today.until(identity.odpcRegistration.expiresOn, { largestUnit: 'days' }).days
    if (left < 0) warnings.push('odpc-expired')
    else if (left <= when.odpcNoticeDays) warnings.push('odpc-expires-soon')
  }
  if (identity.dataProtectionOfficer === null) warnings.push('data-protection-officer-missing')
  return warnings
}
