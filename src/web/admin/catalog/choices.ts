import {
  listProfiles,
  listServiceTypes,
  readTaxes,
  type ProfileKind,
} from '#modules/catalog/contract.ts'
import { said } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage } from '#web/i18n/index.ts'
import type { Option } from '#web/ui/form/SelectField.tsx'

/** Kinds of service to choose from. */
export function useServiceTypes(): Option[] {
  const language = useLanguage()
  const { data } = useCall(listServiceTypes, {})
  return (data?.serviceTypes ?? [])
    .filter(({ state }) => state === 'open')
    .map(({ id, name }) => ({ value: id, label: said(name, language) }))
}

/** Whether services of a kind go online, so that its plans need a speed. */
export function useGoesOnline(serviceTypeId: string): boolean {
  const { data } = useCall(listServiceTypes, {})
  return data?.serviceTypes.find(({ id }) => id === serviceTypeId)?.online ?? true
}

/** Tax classes to choose from. */
export function useTaxClasses(): Option[] {
  const language = useLanguage()
  const { data } = useCall(readTaxes, {})
  return (data?.classes ?? [])
    .filter(({ state }) => state === 'open')
    .map(({ id, name }) => ({ value: id, label: said(name, language) }))
}

/** The latest versions of profiles of one kind. */
export function useProfiles(kind: ProfileKind): Option[] {
  const language = useLanguage()
  const { data } = useCall(listProfiles, { kind: [kind], limit: 200 })
  return (data?.items ?? []).map(({ latest, name }) => ({
    value: latest.id,
    label: said(name, language),
  }))
}
