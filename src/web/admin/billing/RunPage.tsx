import { useParams } from '@tanstack/react-router'
import { Pause, Play, RotateCcw } from 'lucide-react'
import {
  readRun,
  resumeRun,
  retryParked,
  stopRun,
  type BillRunDetail,
  type RunCompared,
} from '#modules/billing/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { doneOf } from '#web/admin/billing/RunsPage.tsx'
import { RUN_TONES } from '#web/admin/billing/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { formatCount, formatShare } from '#web/ui/format.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DateTime, Money } from '#web/ui/values.tsx'
import { Sideways } from '#web/ui/Sideways.tsx'

export function RunPage() {
  const { runId = '' } = useParams({ strict: false })
  const run = useCall(readRun, { runId })
  return (
    <Loaded of={run} skeleton={<PageSkeleton />}>
      {(loaded) => <OneRun run={loaded} />}
    </Loaded>
  )
}

/** How far a run is, what it came to beside the one before, and whom it set aside. */
function OneRun({ run }: { run: BillRunDetail }) {
  const t = useText()
  return (
    <Page
      title={t('billing.runs.one', { number: run.number })}
      width="wide"
      mark={
        <>
          <Badge tone={RUN_TONES[run.state]}>{t(`billing.runs.states.${run.state}`)}</Badge>
          {run.mode === 'dry' && <Badge>{t('billing.runs.modes.dry')}</Badge>}
        </>
      }
      crumbs={[{ label: t('billing.runs.title'), to: paths.billRuns() }]}
      actions={<Steer run={run} />}
    >
      <div className="grid grid-cols-1 gap-6">
        {run.differs && (
          <Banner tone="warn" title={t('billing.runs.differs')}>
            {t('billing.runs.differsHint')}
          </Banner>
        )}
        {run.behind > 0 && (
          <Banner tone="warn" title={t('billing.runs.behind', { behind: String(run.behind) })}>
            {t(run.mode === 'dry' ? 'billing.runs.behindDry' : 'billing.runs.behindHint')}
          </Banner>
        )}
        <Far run={run} />
        {run.parkedPayers.length > 0 && <Parked run={run} />}
        <Compared run={run} />
        <About run={run} />
      </div>
    </Page>
  )
}

function Steer({ run }: { run: BillRunDetail }) {
  const t = useText()
  const refused = useMayNot()(stopRun)
  const [stop, resume] = [useMutate(stopRun), useMutate(resumeRun)]
  if (run.state === 'done') return null
  const runs = run.state === 'running'
  const steer = runs ? stop : resume
  return (
    <Button
      icon={runs ? <Pause /> : <Play />}
      disabledBecause={refused}
      onClick={() => {
        steer.mutateAsync({ runId: run.id }).catch((error: unknown) => toastProblem(error, t))
      }}
    >
      {t(runs ? 'billing.runs.stop' : 'billing.runs.resume')}
    </Button>
  )
}

/** How far it is, while it is not done; then what it came to. */
function Far({ run }: { run: BillRunDetail }) {
  const t = useText()
  const language = useLanguage()
  const many = (count: number) => formatCount(count, language)
  const whole = Math.max(run.due, doneOf(run))
  return (
    <>
      {run.state !== 'done' && (
        <Card>
          <div className="grid gap-2">
            <Progress label={t('billing.runs.progress')} value={doneOf(run)} max={whole} />
            <p className="text-sm text-soft">
              {t('billing.runs.soFar', { done: many(doneOf(run)), due: many(whole) })}
            </p>
          </div>
        </Card>
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <StatTile
          label={t('billing.runs.invoiced')}
          value={many(run.invoiced)}
          hint={`${t('billing.runs.nothing')}: ${many(run.nothing)}`}
        />
        <StatTile label={t('billing.net')} value={<Money of={run.net} />} />
        <StatTile
          label={t('billing.gross')}
          value={<Money of={run.gross} />}
          hint={
            <>
              {t('billing.excise')} <Money of={run.excise} /> · {t('billing.vat')}{' '}
              <Money of={run.vat} />
            </>
          }
        />
      </div>
    </>
  )
}

function About({ run }: { run: BillRunDetail }) {
  const t = useText()
  const nameOf = useActorName()
  return (
    <Card title={t('billing.runs.about')}>
      <Facts
        facts={[
          { label: t('billing.runs.cutoff'), value: <DateTime at={run.cutoffAt} /> },
          { label: t('billing.runs.began'), value: <DateTime at={run.beganAt} /> },
          {
            label: t('billing.runs.ended'),
            value: run.endedAt === null ? '–' : <DateTime at={run.endedAt} />,
          },
          {
            label: t('billing.runs.by'),
            value: nameOf({ actorKind: run.by.kind, actorId: run.by.id }),
          },
        ]}
      />
    </Card>
  )
}

function Parked({ run }: { run: BillRunDetail }) {
  const t = useText()
  const retry = useMutate(retryParked)
  const refused = useMayNot()(retryParked)
  const again = (payerIds?: string[]) =>
    retry
      .mutateAsync({ runId: run.id, ...(payerIds && { payerIds }) })
      .catch((error: unknown) => toastProblem(error, t))
  return (
    <Card
      title={t('billing.runs.parked', { parked: String(run.parked) })}
      hint={t('billing.runs.parkedHint')}
      footer={
        run.mode === 'live' && (
          <Button icon={<RotateCcw />} disabledBecause={refused} onClick={() => void again()}>
            {t('billing.runs.retryAll')}
          </Button>
        )
      }
    >
      <ul className="divide-y">
        {run.parkedPayers.map(({ payer, kind, reason }) => (
          <li
            key={`${payer.id} ${kind}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3"
          >
            <span className="min-w-0 flex-1 basis-60">
              <Link to={paths.subscriber(payer.id, 'money')}>{payer.name}</Link>{' '}
              <span className="tnum text-soft">{formatNumber(payer.number)}</span>
              <span className="block text-sm text-soft">{reason}</span>
            </span>
            {run.mode === 'live' && (
              <Button size="sm" disabledBecause={refused} onClick={() => void again([payer.id])}>
                {t('billing.runs.retry')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Compared({ run }: { run: BillRunDetail }) {
  const t = useText()
  return (
    <Card
      title={t('billing.runs.compared')}
      hint={
        run.before ? (
          <>
            {t('billing.runs.before', { number: run.before.number })}{' '}
            <DateTime at={run.before.beganAt} />
          </>
        ) : (
          t('billing.runs.noBefore')
        )
      }
    >
      {run.compared.length === 0 && <p className="text-soft">{t('billing.runs.noLines')}</p>}
      {run.compared.length > 0 && (
        <Sideways label={t('billing.runs.compared')}>
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-left text-soft">
                <th className="py-2 pr-4 font-medium">{t('billing.runs.what')}</th>
                <th className="py-2 pl-4 text-right font-medium">{t('billing.runs.lines')}</th>
                <th className="py-2 pl-4 text-right font-medium">{t('billing.net')}</th>
                {run.before && (
                  <>
                    <th className="py-2 pl-4 text-right font-medium">
                      {t('billing.runs.netBefore')}
                    </th>
                    <th className="py-2 pl-4 text-right font-medium">{t('billing.runs.change')}</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {run.compared.map((one) => (
                <ComparedRow
                  key={`${one.kind} ${one.planVersionId}`}
                  one={one}
                  hasBefore={run.before !== null}
                />
              ))}
            </tbody>
          </table>
        </Sideways>
      )}
    </Card>
  )
}

function ComparedRow({ one, hasBefore }: { one: RunCompared; hasBefore: boolean }) {
  const t = useText()
  const language = useLanguage()
  const [now, before] = [Number(one.net.cents), Number(one.before.net.cents)]
  return (
    <tr className="border-b">
      <td className="min-w-40 py-2 pr-4">
        {one.plan ?? '–'}{' '}
        <span className="text-soft">{t(`billing.runs.kinds.${kindOf(one)}`)}</span>
      </td>
      <td className="tnum py-2 pl-4 text-right">{one.lines}</td>
      <td className="py-2 pl-4 text-right whitespace-nowrap">
        <Money of={one.net} />
      </td>
      {hasBefore && (
        <>
          <td className="py-2 pl-4 text-right whitespace-nowrap">
            <Money of={one.before.net} />
          </td>
          <td className="tnum py-2 pl-4 text-right">
            {before === 0 ? '–' : formatShare((now - before) / before, language)}
          </td>
        </>
      )}
    </tr>
  )
}

const KINDS = ['recurring', 'usage', 'one-off', 'minimum', 'add-on', 'device'] as const

function kindOf({ kind }: RunCompared) {
  return KINDS.find((one) => one === kind) ?? 'one-off'
}
