import type { Trace } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'
import { DateTime } from '#web/ui/values.tsx'

export function TraceState({ of: trace }: { of: Trace }) {
  const t = useText()
  return (
    <Status tone={trace.isRunning ? 'good' : 'neutral'} pulse={trace.isRunning}>
      <span>
        {t(trace.isRunning ? 'access.traces.running' : 'access.traces.over')}{' '}
        <DateTime at={trace.endsAt} />
      </span>
    </Status>
  )
}
