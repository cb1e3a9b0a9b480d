import { useNavigate } from '@tanstack/react-router'
import { Files, Play, TestTube2 } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  beginRun,
  listRuns,
  readRunOutlook,
  type BillRun,
  type RunMode,
  type RunOutlook,
} from '#modules/billing/contract.ts'
import { RUN_TONES } from '#web/admin/billing/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

/** Bill runs: what waits to be invoiced, a rehearsal or the real thing, and what came of those before. */
export function RunsPage() {
  const t = useText()
  const outlook = useCall(readRunOutlook, {})
  const list = useList(listRuns, { filters: ['mode'] })
  const [asked, setAsked] = useState<RunMode>()
  return (
    <Page
      title={t('billing.runs.title')}
      lead={t('billing.runs.lead')}
      width="wide"
      actions={<Actions onAsk={setAsked} />}
    >
      <div className="grid gap-6">
        <Loaded of={outlook}>{(loaded) => <Outlook outlook={loaded} />}</Loaded>
        <DataTable
          name="bill-runs"
          label={t('billing.runs.title')}
          list={list}
          columns={useColumns()}
          rowKey={(run) => run.id}
          rowName={(run) => t('billing.runs.one', { number: run.number })}
          rowLink={(run) => paths.billRun(run.id)}
          filters={[
            {
              id: 'mode',
              label: t('billing.runs.mode'),
              options: (['live', 'dry'] as const).map((mode) => ({
                value: mode,
                label: t(`billing.runs.modes.${mode}`),
              })),
            },
          ]}
          empty={
            <EmptyState icon={Files} title={t('billing.runs.empty')}>
              {t('billing.runs.emptyHint')}
            </EmptyState>
          }
        />
      </div>
      {asked && <Begin mode={asked} onClose={() => setAsked(undefined)} />}
    </Page>
  )
}

function Actions({ onAsk }: { onAsk: (mode: RunMode) => void }) {
  const t = useText()
  const refused = useMayNot()(beginRun)
  return (
    <>
      <Button icon={<TestTube2 />} onClick={() => onAsk('dry')} disabledBecause={refused}>
        {t('billing.runs.beginDry')}
      </Button>
      <Button
        look="primary"
        icon={<Play />}
        onClick={() => onAsk('live')}
        disabledBecause={refused}
      >
        {t('billing.runs.begin')}
      </Button>
    </>
  )
}

function Outlook({ outlook }: { outlook: RunOutlook }) {
  const t = useText()
  const { dueNow, dueSoon, nextAt, running } = outlook
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <StatTile label={t('billing.runs.dueNow')} value={dueNow} />
      <StatTile
        label={t('billing.runs.dueSoon')}
        value={dueSoon}
        hint={
          nextAt && (
            <>
              {t('billing.runs.nextAt')} <DateTime at={nextAt} />
            </>
          )
        }
      />
      {running && (
        <StatTile
          label={t(`billing.runs.states.${running.state}`)}
          value={t('billing.runs.one', { number: running.number })}
          hint={t('billing.runs.soFar', {
            done: String(doneOf(running)),
            due: String(running.due),
          })}
          to={paths.billRun(running.id)}
        />
      )}
    </div>
  )
}

export function doneOf({ invoiced, nothing, parked }: BillRun): number {
  return invoiced + nothing + parked
}

function Begin({ mode, onClose }: { mode: RunMode; onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const begin = useMutate(beginRun)
  const [id] = useState(randomId)
  return (
    <Confirm
      open
      onClose={onClose}
      title={t(`billing.runs.ask.${mode}`)}
      action={t(mode === 'dry' ? 'billing.runs.beginDry' : 'billing.runs.begin')}
      run={async () => {
        const run = await begin.mutateAsync({ id, mode })
        await navigate({ to: paths.billRun(run.id) })
      }}
    >
      {t(`billing.runs.askHint.${mode}`)}
    </Confirm>
  )
}

function useColumns(): Column<BillRun>[] {
  const t = useText()
  return [
    {
      id: 'number',
      header: t('billing.runs.number'),
      cell: ({ number }) => <span className="tnum">{number}</span>,
    },
    {
      id: 'mode',
      header: t('billing.runs.mode'),
      cell: ({ mode }) => t(`billing.runs.modes.${mode}`),
    },
    {
      id: 'state',
      header: t('billing.state'),
      cell: ({ state, parked }) => (
        <Status tone={parked > 0 ? 'warn' : RUN_TONES[state]}>
          {parked > 0 && state === 'done'
            ? t('billing.runs.doneButParked', { parked: String(parked) })
            : t(`billing.runs.states.${state}`)}
        </Status>
      ),
    },
    {
      id: 'beganAt',
      header: t('billing.runs.began'),
      sort: 'beganAt',
      cell: ({ beganAt }) => <DateTime at={beganAt} />,
    },
    {
      id: 'invoiced',
      header: t('billing.runs.invoiced'),
      align: 'end',
      cell: ({ invoiced }) => <span className="tnum">{invoiced}</span>,
    },
    {
      id: 'gross',
      header: t('billing.gross'),
      align: 'end',
      cell: ({ gross }) => <Money of={gross} />,
    },
  ]
}
