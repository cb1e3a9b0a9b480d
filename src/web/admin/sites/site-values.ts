import type { Site, SiteInput } from '#modules/organization/contract.ts'
import { absentWhenEmpty } from '#web/admin/organization/identity-values.ts'

export const emptySite: SiteInput = {
  name: '',
  code: '',
  kind: 'tower',
  county: 'Nairobi',
  town: null,
  address: null,
  at: null,
  contact: null,
  notes: '',
}

export function siteValuesOf(site: Site): SiteInput {
  const { name, code, kind, county, town, address, at, contact, notes } = site
  return { name, code, kind, county, town, address, at, contact, notes }
}

export function withoutEmptyContact<T extends SiteInput>(values: T): T {
  return { ...values, contact: absentWhenEmpty(values.contact) }
}
