import { listAudit } from '#platform/audit/contract.ts'
import { useMemberNames } from '#web/admin/staff/use-member-names.ts'
import { useCall } from '#web/api.ts'
import { textOfAction, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'

const ROWS = 8

/** The latest changes, from the audit trail. */
export function RecentCard() {
  const t = useText()
  const nameOf = useMemberNames()
  const recent = useCall(listAudit, { limit: ROWS, outcome: ['done'], actorKind: ['staff'] })
  return (
    <Card
      title={t('home.recent')}
      actions={
        <ButtonLink to={paths.audit()} size="sm">
          {t('home.allRecent')}
        </ButtonLink>
      }
    >
      <Loaded of={recent}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t('home.nothingRecent')}</p>
          ) : (
            <Timeline
              label={t('home.recent')}
              entries={items.map((row) => ({
                id: row.id,
                at: row.at,
                title: <span title={row.action}>{textOfAction(row.action)}</span>,
                by: nameOf(row.actorId),
              }))}
            />
          )
        }
      </Loaded>
    </Card>
  )
}
