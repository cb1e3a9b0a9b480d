import { Radio } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import { listEvents, type event } from '#platform/operations/contract.ts'
import { JobsPage } from '#web/admin/jobs/JobsPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { JsonView } from '#web/ui/Json.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime } from '#web/ui/values.tsx'

type Event = z.output<typeof event>

export function EventsPage() {
  const t = useText()
  const list = useList(listEvents, { filters: ['name'] })
  const [shown, setShown] = useState<Event>()
  const columns: Column<Event>[] = [
    {
      id: 'at',
      header: t('system.jobs.at'),
      sort: 'at',
      cell: (row) => <DateTime at={row.at} />,
    },
    {
      id: 'name',
      header: t('system.jobs.eventName'),
      cell: (row) => <code className="font-mono text-sm">{row.name}</code>,
    },
    { id: 'cause', header: t('system.jobs.cause'), cell: (row) => row.cause.origin },
    {
      id: 'reactions',
      header: t('system.jobs.reactions'),
      cell: ({ reactions }) =>
        reactions.length === 0
          ? t('system.jobs.noReactions')
          : t('system.jobs.reactionsDone', {
              done: reactions.filter((each) => each.doneAt !== null).length,
              all: reactions.length,
            }),
    },
  ]
  return (
    <JobsPage here={paths.jobs('events')}>
      <DataTable
        name="events"
        label={t('system.jobs.events')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={setShown}
        searchIn={t('system.jobs.eventName')}
        filters={[{ id: 'name', label: t('system.jobs.eventName') }]}
        empty={<EmptyState icon={Radio} title={t('system.jobs.noEvents')} />}
      />
      {shown && (
        <Dialog open onClose={() => setShown(undefined)} title={shown.name} shape="side">
          <JsonView value={shown} label={shown.name} />
        </Dialog>
      )}
    </JobsPage>
  )
}
