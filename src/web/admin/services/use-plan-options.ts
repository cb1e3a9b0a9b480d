import { listPlans } from '#modules/catalog/contract.ts'
import { formatMoney, kes } from '#kernel/money.ts'
import { useCall } from '#web/api.ts'
import { useLanguage } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import type { Option } from '#web/ui/form/SelectField.tsx'

const PLANS_MAX = 200

/** Plans that are on sale, by name, with what they cost. */
export function usePlanOptions(): readonly Option[] {
  const can = useCan()
  const language = useLanguage()
  const plans = useCall(listPlans, { limit: PLANS_MAX }, { enabled: can(listPlans) })
  return (plans.data?.items ?? [])
    .filter((plan) => plan.versionState === 'on-sale')
    .map((plan) => ({
      value: plan.id,
      label: plan.name,
      hint: formatMoney(kes(BigInt(plan.listed)), language),
    }))
}
