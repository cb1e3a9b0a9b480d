import type { LiveSession } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'

const TONES: Record<LiveSession['state'], Tone> = {
  well: 'good',
  changing: 'info',
  ending: 'warn',
  trouble: 'bad',
  silent: 'warn',
}

/** How a session stands to what it should be. */
export function SessionState({
  of: state,
  serving = null,
}: {
  of: LiveSession['state']
  serving?: LiveSession['serving']
}) {
  const t = useText()
  // As it should be, and yet not what its subscriber wants.
  if (state === 'well' && serving === 'walled-garden')
    return <Status tone="warn">{t('access.online.stateOf.walled-garden')}</Status>
  return (
    <Status tone={TONES[state]} pulse={state === 'changing' || state === 'ending'}>
      {t(`access.online.stateOf.${state}`)}
    </Status>
  )
}
