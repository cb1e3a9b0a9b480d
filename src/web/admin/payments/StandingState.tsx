import type { StandingOrder, StandingState as State } from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'

const TONES: Record<State, Tone> = {
  ...{ asking: 'info', open: 'info', active: 'good', failed: 'bad', lapsed: 'bad' },
  ended: 'neutral',
}

/** How a standing order stands; an active one that missed says so. */
export function StandingState({ of: { state, missed } }: { of: StandingOrder }) {
  const t = useText()
  if (state === 'active' && missed > 0)
    return <Status tone="warn">{t('payments.standing.missed')}</Status>
  return <Status tone={TONES[state]}>{t(`payments.standing.states.${state}`)}</Status>
}
