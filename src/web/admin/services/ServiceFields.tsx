import { listPlans } from '#modules/catalog/contract.ts'
import { SERVICE_ACCESSES } from '#modules/services/contract.ts'
import type { Made } from '#web/admin/catalog/Composer.tsx'
import { moneyText } from '#web/admin/catalog/words.ts'
import type { ServiceChoice } from '#web/admin/services/service-choice.ts'
import { usePlanOptions } from '#web/admin/services/use-plan-options.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

type Props = {
  value: ServiceChoice
  onChange: (value: ServiceChoice) => void
  error?: string | undefined
  /** What was composed: then no plan is chosen. */
  made?: Made | undefined
}

/** Which plan, how it gets in, where, and what it waits for. */
export function ServiceFields({ value, onChange, error, made }: Props) {
  const language = useLanguage()
  const t = useText()
  const can = useCan()
  const plans = usePlanOptions()
  const sites = useSiteOptions()
  return (
    <div className="grid gap-5">
      {made ? (
        <p className="flex flex-wrap items-baseline justify-between gap-2 rounded-lg border bg-sunken p-3">
          <span className="font-medium">{made.name}</span>
          <span className="tnum">{moneyText(made.cents, language)}</span>
        </p>
      ) : (
        <Combobox
          label={t('services.plan')}
          hint={plans.length === 0 && can(listPlans) ? t('services.noPlans') : undefined}
          optional
          options={plans}
          error={error}
          value={value.planId}
          onChange={(planId) => onChange({ ...value, planId })}
        />
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={t('services.access')}
          options={SERVICE_ACCESSES.map((access) => ({
            value: access,
            label: t(`services.accesses.${access}`),
          }))}
          value={value.access}
          onChange={(access) => onChange({ ...value, access })}
        />
        <SelectField
          label={t('services.waitsFor')}
          options={(['installation', 'payment', 'nothing'] as const).map((waits) => ({
            value: waits,
            label: t(`services.waits.${waits}`),
          }))}
          value={value.waitsFor}
          onChange={(waitsFor) => onChange({ ...value, waitsFor })}
        />
        <Combobox
          label={t('services.site')}
          optional
          options={sites}
          value={value.siteId}
          onChange={(siteId) => onChange({ ...value, siteId })}
        />
      </div>
    </div>
  )
}
