import { readLook, type NasLook } from '#modules/access/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

const AGAIN_MS = 60_000

/** Which sessions a router says that it has, beside those that it told us of. */
export function RouterLook({ nasId }: { nasId: string }) {
  const t = useText()
  const { data } = useCall(readLook, { nasId }, { refetchInterval: AGAIN_MS })
  if (!data) return null
  const { look } = data
  return (
    <Card title={t('access.look.title')} hint={t('access.look.hint')}>
      {look === null ? (
        <p className="text-soft">{t('access.look.never')}</p>
      ) : (
        <div className="grid gap-4">
          <Outcome of={look} />
          {look.list && <Listed of={look.list} />}
        </div>
      )}
    </Card>
  )
}

function Outcome({ of: look }: { of: NasLook }) {
  const t = useText()
  const { outcome, said } = look
  if (outcome === null) return null
  return (
    <div className="grid gap-1" role="status">
      <Status tone={outcome === 'listed' ? 'good' : 'bad'}>
        <span className="whitespace-normal">
          {outcome === 'listed'
            ? t('access.look.answered')
            : t(`network.router.apiTestOf.${outcome}`)}
        </span>
      </Status>
      <p className="text-sm break-words text-soft">
        <RelativeTime at={look.askedAt} />
        {said !== null && ` · ${said}`}
      </p>
    </div>
  )
}

function Listed({ of: list }: { of: NonNullable<NasLook['list']> }) {
  const t = useText()
  return (
    <>
      <Facts
        facts={[
          { label: t('access.look.listed'), value: <span className="tnum">{list.listed}</span> },
          { label: t('access.look.ended'), value: <span className="tnum">{list.ended}</span> },
          {
            label: t('access.look.unaccounted'),
            value: <span className="tnum">{list.unaccounted}</span>,
          },
        ]}
      />
      {list.some.length > 0 && (
        <div className="grid gap-2">
          <p className="text-sm text-soft">{t('access.look.unaccountedHint')}</p>
          <ul
            className="grid max-h-80 gap-2 overflow-y-auto"
            tabIndex={0}
            aria-label={t('access.look.unaccounted')}
          >
            {list.some.map(({ userName, nasSession, ipv4, station, since }) => (
              <li key={`${userName} ${nasSession} ${station}`} className="border-t pt-2 text-sm">
                <span className="font-medium break-all">{userName}</span>{' '}
                <span className="font-mono break-all text-soft">
                  {[ipv4, station].filter((part) => part !== null).join(' · ')}
                </span>{' '}
                <RelativeTime at={since} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
