import type { NasRow } from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'

/** How many are online on a router, and of how many. Over its limit is who was let in elsewhere, or before it was lowered: nobody is cut off for it. */
export function Crowd({ of: { sessions, sessionsMax } }: { of: NasRow }) {
  const t = useText()
  if (sessions === null || sessionsMax === null)
    return <span className="tnum">{sessions ?? '–'}</span>
  const some = <span className="tnum">{t('network.routers.crowd', { sessions, sessionsMax })}</span>
  return sessions <= sessionsMax ? (
    some
  ) : (
    <Status tone="bad">
      {some} <span className="sr-only">{t('network.routers.overfull')}</span>
    </Status>
  )
}
