import { Plus, Radio } from 'lucide-react'
import { listTraces, startTrace } from '#modules/access/contract.ts'
import { RadiusTabs } from '#web/admin/access/RadiusTabs.tsx'
import { StartTrace } from '#web/admin/access/StartTrace.tsx'
import { TraceState } from '#web/admin/access/TraceState.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMe } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Link, useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { useOpened } from '#web/ui/use-opened.ts'

const AGAIN_MS = 5_000

/** Packets that somebody asked to keep. */
export function TracesPage() {
  const t = useText()
  const go = useGo()
  const me = useMe()
  const [isStarting, setStarting] = useOpened('new')
  const traces = useCall(listTraces, {}, { refetchInterval: AGAIN_MS })
  const mayStart = me?.permissions.some((permission) => permission === startTrace.access)
  const start = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setStarting(true)}
      disabledBecause={!mayStart && t('common.form.notAllowed')}
    >
      {t('access.traces.start')}
    </Button>
  )
  return (
    <Page
      title={t('access.radius.title')}
      lead={t('access.traces.lead')}
      actions={start}
      tabs={<RadiusTabs here={paths.radius('traces')} />}
    >
      <Loaded of={traces}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="rounded-lg border border-dashed bg-surface">
              <EmptyState icon={Radio} title={t('access.traces.emptyTitle')}>
                {t('access.traces.emptyBody')}
              </EmptyState>
            </div>
          ) : (
            <ul
              aria-label={t('access.traces.label')}
              className="divide-y rounded-lg border bg-surface"
            >
              {items.map((trace) => (
                <li
                  key={trace.id}
                  className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3"
                >
                  <Link to={paths.radiusTrace(trace.id)} className="font-medium">
                    {trace.nas?.name ?? trace.service?.number}
                  </Link>
                  <span className="tnum text-sm text-soft">
                    {t('access.traces.packets', { count: trace.packets })}
                  </span>
                  <TraceState of={trace} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isStarting && (
        <StartTrace
          onClose={() => setStarting(false)}
          onStarted={(traceId) => {
            setStarting(false)
            go(paths.radiusTrace(traceId))
          }}
        />
      )}
    </Page>
  )
}
