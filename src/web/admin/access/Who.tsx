import type { LiveSession, PastSession } from '#modules/access/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'

/** Whose session it is, with the number that people say on the phone. */
export function Who({ of }: { of: Pick<LiveSession | PastSession, 'service' | 'station'> }) {
  const t = useText()
  if (!of.service) return <>{of.station ?? t('access.online.nobody')}</>
  const { subscriber, number } = of.service
  return (
    <span className="block min-w-32">
      {subscriber.name}{' '}
      <span className="tnum text-sm whitespace-nowrap text-soft">{formatNumber(number)}</span>
    </span>
  )
}
