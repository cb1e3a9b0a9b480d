import { listNas } from '#modules/network/contract.ts'
import { useCall } from '#web/api.ts'
import type { Option } from '#web/ui/form/SelectField.tsx'

const ROUTERS_MAX = 200

/** Routers in service for choosing, by name. */
export function useRouterOptions(): readonly Option[] {
  const routers = useCall(listNas, { limit: ROUTERS_MAX })
  return (routers.data?.items ?? []).map(({ id, name, siteName }) => ({
    value: id,
    label: name,
    hint: siteName,
  }))
}
