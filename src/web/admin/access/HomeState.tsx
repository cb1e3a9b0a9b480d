import type { HomeServer } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'

const TONES: Record<HomeServer['state'], Tone> = {
  alive: 'good',
  silent: 'bad',
  waiting: 'neutral',
  unused: 'neutral',
}

/** Whether the server of another provider answers. */
export function HomeState({ of: state }: { of: HomeServer['state'] }) {
  const t = useText()
  return (
    <Status tone={TONES[state]} pulse={state === 'silent'}>
      {t(`access.realms.stateOf.${state}`)}
    </Status>
  )
}
