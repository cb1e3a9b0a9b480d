import { listAnswering } from '#modules/access/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

const AGAIN_MS = 15_000

/** Says that nobody answers routers, and why, where it is known. While somebody does, there is nothing to say. */
export function Answering() {
  const t = useText()
  const { data } = useCall(listAnswering, {}, { refetchInterval: AGAIN_MS })
  if (!data || data.items.length > 0) return null
  const [trouble] = data.troubles
  return (
    <Banner tone="bad" title={t('access.radius.nobodyAnswers')} className="mb-5">
      {trouble && (
        <p>
          {t('access.radius.couldNotListen', { host: trouble.host, port: trouble.authPort })}{' '}
          <span className="font-mono">{trouble.trouble}</span> · <RelativeTime at={trouble.at} />
        </p>
      )}
      {data.lastAt !== null && (
        <p>
          {t('access.radius.lastAnswered')} <RelativeTime at={data.lastAt} />
        </p>
      )}
      <p>
        {t('access.radius.startOne')} <code className="font-mono">kasi serve --roles radius</code>
      </p>
      <p>
        {t('access.radius.whatIsInTheWay')} <code className="font-mono">kasi doctor</code>
      </p>
    </Banner>
  )
}
