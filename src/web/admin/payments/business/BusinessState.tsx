import type { BusinessPayment, BusinessPaymentState } from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'

const TONES: Record<BusinessPaymentState, Tone> = { asked: 'warn', paid: 'good', failed: 'bad' }

/** How it stands; where nobody asks M-Pesa any more, that somebody has to look. */
export function BusinessState({ of: { state, waitsForPerson } }: { of: BusinessPayment }) {
  const t = useText()
  if (waitsForPerson) return <Status tone="bad">{t('payments.business.unknown')}</Status>
  return <Status tone={TONES[state]}>{t(`payments.business.states.${state}`)}</Status>
}
