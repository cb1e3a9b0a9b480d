import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import { endAllSessions, endSession, listSessions, type session } from '#modules/staff/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

type Session = z.output<typeof session>

export function SessionsPage() {
  const t = useText()
  const list = useList(listSessions, { filters: ['memberId'] })
  const [ending, setEnding] = useState<Session | 'all'>()
  const endOne = useMutate(endSession)
  const endAll = useMutate(endAllSessions)
  const close = () => setEnding(undefined)
  return (
    <Page
      title={t('staff.sessionsPage.title')}
      lead={t('staff.sessionsPage.lead')}
      width="wide"
      actions={
        <Button look="danger-quiet" icon={<LogOut />} onClick={() => setEnding('all')}>
          {t('staff.sessionsPage.endAll')}
        </Button>
      }
    >
      <DataTable
        name="sessions"
        label={t('staff.sessionsPage.title')}
        list={list}
        columns={useColumns(setEnding)}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.memberName}, ${row.device}`}
        searchIn={t('staff.name')}
        empty={<EmptyState icon={MonitorSmartphone} title={t('staff.sessionsPage.none')} />}
      />
      {ending === 'all' && (
        <Confirm
          open
          onClose={close}
          title={t('staff.sessionsPage.endAllTitle')}
          action={t('staff.sessionsPage.endAll')}
          typed={t('staff.sessionsPage.endAllTyped')}
          danger
          run={async () => {
            const { ended } = await endAll.mutateAsync({})
            toast.good(t('staff.sessionsPage.endedMany', { count: ended }))
          }}
        >
          {t('staff.sessionsPage.endAllBody')}
        </Confirm>
      )}
      {ending && ending !== 'all' && (
        <Confirm
          open
          onClose={close}
          title={t('staff.sessionsPage.endTitle')}
          action={t('staff.sessionsPage.end')}
          danger
          run={async () => {
            await endOne.mutateAsync({ sessionId: ending.id })
            toast.good(t('staff.sessionsPage.ended'))
          }}
        >
          {t('staff.sessionsPage.endBody', { name: ending.memberName, device: ending.device })}
        </Confirm>
      )}
    </Page>
  )
}

function useColumns(onEnd: (row: Session) => void): Column<Session>[] {
  const t = useText()
  return [
    {
      id: 'member',
      header: t('staff.sessionsPage.member'),
      sort: 'memberName',
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {row.memberName}
          {row.current && <Badge tone="good">{t('staff.sessionsPage.here')}</Badge>}
          {row.standing === 'enrolling' && (
            <Badge tone="warn">{t('staff.sessionsPage.enrolling')}</Badge>
          )}
        </span>
      ),
    },
    { id: 'device', header: t('staff.sessionsPage.device'), cell: (row) => row.device },
    {
      id: 'ip',
      header: t('staff.sessionsPage.ip'),
      cell: (row) => <span className="tnum">{row.ip}</span>,
    },
    {
      id: 'seen',
      header: t('staff.sessionsPage.seen'),
      sort: 'lastSeenAt',
      cell: (row) => <RelativeTime at={row.lastSeenAt} />,
    },
    {
      id: 'started',
      header: t('staff.sessionsPage.started'),
      sort: 'startedAt',
      cell: (row) => <DateTime at={row.startedAt} />,
    },
    {
      id: 'ends',
      header: t('staff.sessionsPage.ends'),
      hidden: true,
      cell: (row) => <DateTime at={row.endsAt} />,
    },
    {
      id: 'actions',
      header: t('common.actions'),
      align: 'end',
      cell: (row) =>
        !row.current && (
          <Button size="sm" look="danger-quiet" onClick={() => onEnd(row)}>
            {t('staff.sessionsPage.end')}
          </Button>
        ),
    },
  ]
}
