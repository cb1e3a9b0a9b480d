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
export function SessionState({ of: state }: { of: LiveSession['state'] }) {
  const t = useText()
  return (
    <Status tone={TONES[state]} pulse={state === 'changing' || state === 'ending'}>
      {t(`access.online.stateOf.${state}`)}
    </Status>
  )
}
