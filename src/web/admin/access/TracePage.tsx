import { useParams } from '@tanstack/react-router'
import { Radio, Square } from 'lucide-react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { readTrace, stopTrace, type TracedPacket } from '#modules/access/contract.ts'
import { AttributeList } from '#web/admin/access/AttributeList.tsx'
import { TraceState } from '#web/admin/access/TraceState.tsx'
import { useDropReason } from '#web/admin/access/use-reason.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { ExactTime } from '#web/ui/values.tsx'

const AGAIN_MS = 3_000

/** The packets of one trace, the latest first. */
export function TracePage() {
  const { traceId = '' } = useParams({ strict: false })
  const trace = useCall(readTrace, { traceId }, { refetchInterval: AGAIN_MS })
  return (
    <Loaded of={trace} skeleton={<PageSkeleton />}>
      {(loaded) => <OneTrace {...loaded} />}
    </Loaded>
  )
}

function OneTrace({ trace, packets }: ParsedReplyOf<typeof readTrace>) {
  const t = useText()
  const stop = useMutate(stopTrace)
  return (
    <Page
      title={t('access.traces.title', { of: trace.nas?.name ?? trace.service?.number ?? '' })}
      lead={<TraceState of={trace} />}
      crumbs={[{ label: t('access.radius.tabTraces'), to: paths.radius('traces') }]}
      actions={
        trace.isRunning && (
          <Button
            icon={<Square />}
            busy={stop.isPending}
            onClick={() =>
              stop.mutate({ traceId: trace.id }, { onError: (error) => toastProblem(error, t) })
            }
          >
            {t('access.traces.stop')}
          </Button>
        )
      }
    >
      {packets.length === 0 ? (
        <div className="rounded-lg border border-dashed bg-surface">
          <EmptyState icon={Radio} title={t('access.traces.nothing')} />
        </div>
      ) : (
        <ol className="divide-y rounded-lg border bg-surface">
          {packets.map((packet) => (
            <OnePacket key={packet.id} packet={packet} />
          ))}
        </ol>
      )}
    </Page>
  )
}

function OnePacket({ packet }: { packet: TracedPacket }) {
  const t = useText()
  const why = useDropReason()
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={packet.direction === 'in' ? 'info' : 'accent'}>
          {t(`access.traces.${packet.direction}`)}
        </Badge>
        <span className="font-medium">{packet.kind}</span>
        <span className="tnum text-sm text-soft">
          {t('access.traces.identifier', { id: packet.identifier })} · {packet.address} ·{' '}
          <ExactTime at={packet.at} />
        </span>
        {packet.dropReason !== null && <Badge tone="bad">{t('access.traces.dropped')}</Badge>}
      </p>
      {packet.dropReason !== null && (
        <p className="text-sm text-bad-text">{why(packet.dropReason)}</p>
      )}
      {packet.attributes.length > 0 && <AttributeList of={packet.attributes} />}
    </li>
  )
}
