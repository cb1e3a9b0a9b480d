import { COUNTIES, type County } from '#kernel/county.ts'
import { SITE_KINDS, WEEK_STARTS } from '#modules/organization/contract.ts'
import type { Text } from '#web/i18n/index.ts'
import type { Option } from '#web/ui/form/SelectField.tsx'

/** Counties are proper names: the same in both languages. */
export const countyOptions: readonly Option<County>[] = COUNTIES.map((name) => ({
  value: name,
  label: name,
})).toSorted((a, b) => a.label.localeCompare(b.label))

export function kindOptions(t: Text): Option<(typeof SITE_KINDS)[number]>[] {
  return SITE_KINDS.map((kind) => ({ value: kind, label: t(`organization.kind.${kind}`) }))
}

export function weekStartOptions(t: Text): Option<(typeof WEEK_STARTS)[number]>[] {
  return WEEK_STARTS.map((day) => ({ value: day, label: t(`organization.day.${day}`) }))
}

/** Every zone that the browser knows, by name. */
export function zoneOptions(): Option[] {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }))
}
