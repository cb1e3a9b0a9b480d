import { Play, SearchCheck } from 'lucide-react'
import type { z } from 'zod'
import {
  checkInvariants,
  wakeReconciler,
  type invariant,
  type reconciler,
  type schedule,
} from '#platform/operations/contract.ts'
import { Faults } from '#web/admin/jobs/Faults.tsx'
import { JobsPage, useOverview } from '#web/admin/jobs/JobsPage.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'
import { Sideways } from '#web/ui/Sideways.tsx'

type Invariant = z.output<typeof invariant>

/** Reconcilers, schedules and invariants: what keeps Kasi true without anybody asking. */
export function AutomaticPage() {
  const overview = useOverview()
  return (
    <JobsPage here={paths.jobs('automatic')}>
      <Loaded of={overview}>
        {(loaded) => (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <Invariants all={loaded.invariants} />
            <Reconcilers all={loaded.reconcilers} />
            <Schedules all={loaded.schedules} />
          </div>
        )}
      </Loaded>
    </JobsPage>
  )
}

function useRefusal(): string | false {
  const mayNot = useMayNot()
  return mayNot('platform.jobs-retry')
}

function Reconcilers({ all }: { all: readonly z.output<typeof reconciler>[] }) {
  const t = useText()
  const mayNot = useRefusal()
  const wake = useMutate(wakeReconciler)

  async function run(name: string) {
    try {
      await wake.mutateAsync({ name })
      toast.good(t('system.jobs.woken'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Card flush title={t('system.jobs.reconcilers')} hint={t('system.jobs.reconcilersHint')}>
      <ul className="divide-y">
        {all.map(({ name, sentence, lastRun }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium">{sentence}</p>
              <p className="text-sm text-soft">
                <code className="font-mono">{name}</code>
                {' · '}
                {lastRun ? <RelativeTime at={lastRun.startedAt} /> : t('system.jobs.neverRan')}
                {lastRun?.finishedAt === null && <> · {t('system.jobs.runningNow')}</>}
                {lastRun?.finishedAt && lastRun.done !== null && (
                  <>
                    {' · '}
                    {t('system.jobs.doneLeft', { done: lastRun.done, left: lastRun.left ?? 0 })}
                  </>
                )}
              </p>
              {lastRun && lastRun.faults.length > 0 && <Faults faults={lastRun.faults} />}
            </div>
            <Button
              size="sm"
              icon={<Play />}
              onClick={() => void run(name)}
              disabledBecause={mayNot}
            >
              {t('system.jobs.wake')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Schedules({ all }: { all: readonly z.output<typeof schedule>[] }) {
  const t = useText()
  return (
    <Card flush title={t('system.jobs.schedules')} hint={t('system.jobs.schedulesHint')}>
      <Sideways label={t('system.jobs.schedules')}>
        <table className="w-full text-left">
          <thead className="text-sm text-soft">
            <tr className="border-b">
              <th className="px-5 py-2 font-medium">{t('system.jobs.name')}</th>
              <th className="px-3 py-2 font-medium">{t('system.jobs.cron')}</th>
              <th className="px-3 py-2 font-medium">{t('system.jobs.last')}</th>
              <th className="px-5 py-2 font-medium">{t('system.jobs.next')}</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {all.map((each) => (
              <tr key={`${each.name} ${each.cron}`}>
                <td className="px-5 py-2 font-mono text-sm">{each.name}</td>
                <td className="px-3 py-2 font-mono text-sm whitespace-nowrap">{each.cron}</td>
                <td className="px-3 py-2 whitespace-nowrap">
                  {each.lastRunAt ? (
                    <RelativeTime at={each.lastRunAt} />
                  ) : (
                    t('system.jobs.neverRan')
                  )}
                </td>
                <td className="px-5 py-2 whitespace-nowrap">
                  {each.nextRunAt && <DateTime at={each.nextRunAt} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </Card>
  )
}

function Invariants({ all }: { all: readonly Invariant[] }) {
  const t = useText()
  const mayNot = useRefusal()
  const check = useMutate(checkInvariants)

  async function checkAll() {
    try {
      await check.mutateAsync({})
      toast.good(t('system.jobs.checking'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Card
      flush
      title={t('system.jobs.invariants')}
      hint={t('system.jobs.invariantsHint')}
      actions={
        <Button
          size="sm"
          icon={<SearchCheck />}
          busy={check.isPending}
          onClick={() => void checkAll()}
          disabledBecause={mayNot}
        >
          {t('system.jobs.checkNow')}
        </Button>
      }
    >
      <ul className="divide-y">
        {all.map((each) => (
          <li key={each.name} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-5 py-3">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium">{each.sentence}</p>
              <p className="text-sm text-soft">
                <code className="font-mono">{each.name}</code>
                {each.checkedAt && (
                  <>
                    {' · '}
                    <RelativeTime at={each.checkedAt} />
                  </>
                )}
              </p>
              <ul className="mt-1 list-disc pl-4.5 text-bad-text">
                {each.violations.map((violation) => (
                  <li key={violation}>{violation}</li>
                ))}
              </ul>
              {each.faults.length > 0 && <Faults faults={each.faults} />}
            </div>
            <InvariantState of={each} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function InvariantState({ of }: { of: Invariant }) {
  const t = useText()
  if (of.violatedSince !== null) return <Badge tone="bad">{t('system.jobs.violated')}</Badge>
  if (of.checkedAt === null) return <Status tone="neutral">{t('system.jobs.unchecked')}</Status>
  return <Status tone="good">{t('system.jobs.holds')}</Status>
}
