import type { Member } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { formatInstant } from '#web/ui/format.ts'
import { useClock } from '#web/ui/values.tsx'

/** The roles somebody holds; where one is bound to sites or ends, that stands next to it. */
export function RoleBadges({ roles }: { roles: Member['roles'] }) {
  const t = useText()
  const clock = useClock()
  return (
    <span className="flex flex-wrap gap-1.5">
      {roles.map((held) => {
        const bounds = [
          ...(held.siteIds ? [t('staff.atSites', { count: held.siteIds.length })] : []),
          ...(held.until
            ? [
                t('staff.until', {
                  date: formatInstant(Temporal.Instant.from(held.until), clock),
                }),
              ]
            : []),
        ]
        return (
          <Badge key={held.roleId} tone="accent">
            {[held.roleName, ...bounds].join(' · ')}
          </Badge>
        )
      })}
    </span>
  )
}
