import { listSites } from '#modules/organization/contract.ts'
import { useCall } from '#web/api.ts'
import { useCan } from '#web/session.ts'
import type { Option } from '#web/ui/form/SelectField.tsx'

const SITES_MAX = 200

/** Open sites for choosing, by name. */
export function useSiteOptions(): readonly Option[] {
  const can = useCan()
  const sites = useCall(listSites, { limit: SITES_MAX }, { enabled: can(listSites) })
  return (sites.data?.items ?? []).map((site) => ({
    value: site.id,
    label: site.name,
    hint: site.code,
  }))
}
