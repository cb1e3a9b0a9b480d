import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/client.ts'
import { readOrganization } from '#modules/organization/contract.ts'
import { useCan } from '#web/session.ts'
import { useNow } from '#web/state/clock.ts'

/** Where Kasi is used first; what everybody sees who may not read the organization. */
const NAIROBI = 'Africa/Nairobi'

/** The ISP's time zone: every time on a screen is shown in it, wherever the person sits. */
export function useZone(): string {
  const can = useCan()
  const organization = useQuery({
    queryKey: ['organization', 'read-organization', {}],
    queryFn: () => call(readOrganization, {}),
    enabled: can('organization.read'),
    staleTime: 60 * 60_000,
  })
  return organization.data?.timeZone ?? NAIROBI
}

export function useToday(): Temporal.PlainDate {
  const zone = useZone()
  return useNow().toZonedDateTimeISO(zone).toPlainDate()
}
