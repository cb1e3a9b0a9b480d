import type { InputOf } from '#kernel/endpoint.ts'
import type { changeIdentity, Organization } from '#modules/organization/contract.ts'

export type IdentityValues = InputOf<typeof changeIdentity>

export function identityOf(stored: Organization): IdentityValues {
  const { tradingName, legalName, kraPin, vatRegistered, caLicenceNumber, version } = stored
  const { odpcRegistration, supportPhone, supportEmail, website } = stored
  const { physicalAddress, postalAddress, dataProtectionOfficer } = stored
  return {
    tradingName,
    legalName,
    kraPin,
    vatRegistered,
    caLicenceNumber,
    odpcRegistration,
    supportPhone,
    supportEmail,
    website,
    physicalAddress,
    postalAddress,
    dataProtectionOfficer,
    version,
  }
}

/** A group of fields that were all left or made empty is absent, not half there. */
export function absentWhenEmpty<T extends object | null | undefined>(group: T): T | null {
  if (group === null || group === undefined) return null
  const isEmpty = Object.values(group).every((value) => value === null || value === '')
  return isEmpty ? null : group
}

export function withoutEmptyGroups(values: IdentityValues): IdentityValues {
  return {
    ...values,
    odpcRegistration: absentWhenEmpty(values.odpcRegistration),
    physicalAddress: absentWhenEmpty(values.physicalAddress),
    postalAddress: absentWhenEmpty(values.postalAddress),
    dataProtectionOfficer: absentWhenEmpty(values.dataProtectionOfficer),
  }
}
