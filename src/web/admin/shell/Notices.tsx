import { useEffect, useState } from 'react'
import { call } from '#kernel/client.ts'
import { whoAmI, type Me } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { queries } from '#web/queries.ts'
import { refreshSession, useMe } from '#web/session.ts'
import { now } from '#web/state/clock.ts'
import { useConnectionLost } from '#web/state/connection.ts'
import { useNewerVersion } from '#web/state/version.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'

const WARN_BEFORE_S = 5 * 60

/** What concerns every page: the server is away, the session ends soon, a newer version is there. */
export function Notices() {
  const me = useMe()
  return (
    <div className="mx-auto grid w-full max-w-[110rem] gap-2 px-4 empty:hidden sm:px-6 lg:px-8 [&>*]:mt-3">
      <ServerDown />
      {me && <SessionEnds me={me} />}
      <NewerVersion />
    </div>
  )
}

function ServerDown() {
  const t = useText()
  const lost = useConnectionLost()
  useEffect(() => {
    if (!lost) return
    const timer = setInterval(() => void queries.refetchQueries({ queryKey: ['session'] }), 5_000)
    return () => clearInterval(timer)
  }, [lost])
  if (!lost) return null
  return (
    <Banner tone="warn" title={t('shell.down.title')}>
      {t('shell.down.body')}
    </Banner>
  )
}

/** Seconds until the session ends if nothing is done; undefined for API keys. */
function secondsLeft(me: Me): number | undefined {
  const ends = [me.idleEndsAt, me.endsAt].filter((each) => each !== null).toSorted()[0]
  if (!ends) return undefined
  return (Temporal.Instant.from(ends).epochMilliseconds - now().epochMilliseconds) / 1000
}

function SessionEnds({ me }: { me: Me }) {
  const t = useText()
  const [left_s, setLeft] = useState(() => secondsLeft(me))
  useEffect(() => {
    const look = () => {
      const left = secondsLeft(me)
      setLeft(left)
      // Asking the server tells a session that went on in another tab from one that has ended.
      if (left !== undefined && left < 0) void queries.invalidateQueries({ queryKey: ['session'] })
    }
    look()
    const timer = setInterval(look, 15_000)
    return () => clearInterval(timer)
  }, [me])
  if (left_s === undefined || left_s > WARN_BEFORE_S) return null
  const minutes = Math.max(1, Math.ceil(left_s / 60))
  return (
    <Banner
      tone="warn"
      title={t('shell.session.endsTitle')}
      action={
        <Button
          size="sm"
          onClick={() => void call(whoAmI, {}).then(refreshSession, () => undefined)}
        >
          {t('shell.session.stay')}
        </Button>
      }
    >
      {t('shell.session.endsBody', { left: `${minutes} min` })}
    </Banner>
  )
}

function NewerVersion() {
  const t = useText()
  const [closed, setClosed] = useState(false)
  if (!useNewerVersion() || closed) return null
  return (
    <Banner
      title={t('shell.update.title')}
      onClose={() => setClosed(true)}
      action={
        <Button size="sm" onClick={() => location.reload()}>
          {t('shell.update.reload')}
        </Button>
      }
    >
      {t('shell.update.body')}
    </Banner>
  )
}
