import { listProfiles } from '#modules/network/contract.ts'
import { useCall } from '#web/api.ts'
import type { Option } from '#web/ui/form/SelectField.tsx'

/** Vendor profiles for choosing, those that Kasi brings first. */
export function useProfileOptions(): readonly Option[] {
  const profiles = useCall(listProfiles, {})
  return (profiles.data?.items ?? []).map(({ ref, name, make }) => ({
    value: ref,
    label: name,
    hint: make,
  }))
}
