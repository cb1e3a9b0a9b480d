import type { Attempt } from '#modules/access/contract.ts'
import { AttemptOutcome } from '#web/admin/access/AttemptOutcome.tsx'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useText } from '#web/i18n/index.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** The last attempts of one service, for cards. */
export function Attempts({ of: attempts }: { of: readonly Attempt[] }) {
  const t = useText()
  const reason = useReason()
  if (attempts.length === 0) return <p className="text-soft">{t('access.why.noAttempts')}</p>
  return (
    <ul className="divide-y">
      {attempts.map((attempt) => (
        <li key={attempt.id} className="grid gap-0.5 py-2">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <AttemptOutcome of={attempt} />
            <span className="text-sm text-soft">
              <RelativeTime at={attempt.lastAt} />
            </span>
          </span>
          <span>{reason(attempt.reason)}</span>
          <span className="text-sm break-all text-soft">
            {[attempt.userName, attempt.station, attempt.nas.name].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
