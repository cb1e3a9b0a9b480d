import { CircleHelp } from 'lucide-react'
import { type Attempt, listAttempts } from '#modules/access/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Link } from '#web/ui/Link.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

const AGAIN_MS = 10_000
const READ = 50
const SHOWN = 10

/** Services that were turned away last: most who call about it are among them. */
export function TurnedAway() {
  const t = useText()
  const reason = useReason()
  const rejects = { outcome: 'reject', limit: READ } as const
  const { data } = useCall(listAttempts, rejects, { refetchInterval: AGAIN_MS })
  const lately = lastOfEach(data?.items ?? [])
  if (lately.length === 0)
    return (
      <div className="rounded-lg border border-dashed bg-surface">
        <EmptyState icon={CircleHelp} title={t('access.why.start')} />
      </div>
    )
  return (
    <Card title={t('access.why.turnedAway')} hint={t('access.why.turnedAwayHint')}>
      <ul className="divide-y">
        {lately.map(({ service, ...attempt }) => (
          <li key={attempt.id} className="grid gap-0.5 py-2">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <Link to={paths.why(service.id)}>{attempt.userName}</Link>
                <Badge className="font-mono">{formatNumber(service.number)}</Badge>
              </span>
              <span className="text-sm text-soft">
                <RelativeTime at={attempt.lastAt} />
              </span>
            </span>
            <span>{reason(attempt.reason)}</span>
            <span className="text-sm break-all text-soft">
              {[attempt.station, attempt.nas.name].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type OfService = Attempt & { service: NonNullable<Attempt['service']> }

/** A list of attempts has the newest first. */
function lastOfEach(attempts: readonly Attempt[]): OfService[] {
  const last = new Map<string, OfService>()
  for (const { service, ...attempt } of attempts)
    if (service && !last.has(service.id)) last.set(service.id, { ...attempt, service })
  return [...last.values()].slice(0, SHOWN)
}
