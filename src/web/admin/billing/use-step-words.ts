import type { DunningAction } from '#modules/billing/contract.ts'
import { useText } from '#web/i18n/index.ts'

/** `Day 5: only the portal`. */
export function useStepWords(): (step: { day: number; action: DunningAction }) => string {
  const t = useText()
  return ({ day, action }) =>
    t('billing.dunning.step', {
      day: String(day),
      action: t(`billing.dunning.actions.${action}`),
    })
}
