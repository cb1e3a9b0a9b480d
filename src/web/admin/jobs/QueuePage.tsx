import { RotateCw, Trash2, Workflow } from 'lucide-react'
import { useState } from 'react'
import { JOB_STATES, listJobs, retryJobs, type JobRow } from '#platform/operations/contract.ts'
import { DeleteJobs } from '#web/admin/jobs/DeleteJobs.tsx'
import { JobPanel } from '#web/admin/jobs/JobPanel.tsx'
import { JobsPage, LOOK_AGAIN_MS, useOverview } from '#web/admin/jobs/JobsPage.tsx'
import { JOB_TONES } from '#web/admin/jobs/job-tones.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { Duration, RelativeTime } from '#web/ui/values.tsx'

export function QueuePage() {
  const t = useText()
  const list = useList(listJobs, { filters: ['state', 'name'], every_ms: LOOK_AGAIN_MS })
  const [shown, setShown] = useState<JobRow>()
  const [deleting, setDeleting] = useState<readonly JobRow[]>()
  const retry = useMutate(retryJobs)

  async function tryAgain(rows: readonly JobRow[]) {
    try {
      const { retried } = await retry.mutateAsync({ ids: rows.map((row) => row.id) })
      toast.good(t('system.jobs.retried', { count: retried }))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <JobsPage here={paths.jobs()}>
      <Tiles />
      <DataTable
        name="jobs"
        label={t('system.jobs.title')}
        list={list}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.name} ${row.id}`}
        onOpen={setShown}
        searchIn={t('system.jobs.searchIn')}
        filters={[
          {
            id: 'state',
            label: t('system.jobs.state'),
            options: JOB_STATES.map((value) => ({ value, label: t(`system.jobs.${value}`) })),
          },
          { id: 'name', label: t('system.jobs.name') },
        ]}
        bulk={[
          {
            label: t('system.jobs.retry'),
            icon: <RotateCw />,
            permission: 'platform.jobs-retry',
            run: (rows) => void tryAgain(rows),
          },
          {
            label: t('system.jobs.delete'),
            icon: <Trash2 />,
            danger: true,
            permission: 'platform.jobs-retry',
            run: setDeleting,
          },
        ]}
        empty={
          <EmptyState icon={Workflow} title={t('system.jobs.none')}>
            {t('system.jobs.noneBody')}
          </EmptyState>
        }
      />
      {shown && (
        <JobPanel
          jobId={shown.id}
          onClose={() => setShown(undefined)}
          onRetry={() => void tryAgain([shown]).then(() => setShown(undefined))}
          onDelete={() => {
            setDeleting([shown])
            setShown(undefined)
          }}
        />
      )}
      {deleting && <DeleteJobs jobs={deleting} onClose={() => setDeleting(undefined)} />}
    </JobsPage>
  )
}

function Tiles() {
  const t = useText()
  const { data } = useOverview()
  return (
    <div className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-5">
      {JOB_STATES.map((state) => (
        <StatTile
          key={state}
          label={t(`system.jobs.${state}`)}
          value={data?.jobs[state] ?? '–'}
          to={`${paths.jobs()}?state=${state}`}
        />
      ))}
      <StatTile
        label={t('system.jobs.lag')}
        value={data ? <Duration seconds={Math.round(data.lag_s)} /> : '–'}
      />
    </div>
  )
}

function useColumns(): Column<JobRow>[] {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('system.jobs.name'),
      sort: 'name',
      cell: (row) => <code className="font-mono text-sm">{row.name}</code>,
    },
    {
      id: 'state',
      header: t('system.jobs.state'),
      cell: (row) => <Badge tone={JOB_TONES[row.state]}>{t(`system.jobs.${row.state}`)}</Badge>,
    },
    {
      id: 'attempts',
      header: t('system.jobs.attempts'),
      cell: (row) => t('system.jobs.attemptsOf', { done: row.attempts, most: row.attemptsMax }),
    },
    {
      id: 'due',
      header: t('system.jobs.due'),
      sort: 'due',
      cell: (row) => <RelativeTime at={row.dueAt} />,
    },
    {
      id: 'created',
      header: t('system.jobs.created'),
      sort: 'created',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
    {
      id: 'fault',
      header: t('system.jobs.fault'),
      cell: (row) => <span className="line-clamp-2 text-sm text-soft">{row.fault}</span>,
    },
    {
      id: 'order',
      header: t('system.jobs.order'),
      hidden: true,
      cell: (row) => row.order ?? '–',
    },
  ]
}
