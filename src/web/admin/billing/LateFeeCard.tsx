import { kes, moneyToWire } from '#kernel/money.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import type { changeDunning } from '#modules/billing/contract.ts'
import { readTaxes } from '#modules/catalog/contract.ts'
import { NOTHING } from '#web/ui/form/AmountField.tsx'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Card } from '#web/ui/Card.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

type LateFee = NonNullable<InputOf<typeof changeDunning>['policy']['lateFee']>

const shillings = (amount: bigint) => moneyToWire(kes(amount * 100n))
const USUAL: LateFee = {
  ...{ afterDays: 7, kind: 'fixed', percent_bp: 500, taxClassId: 'outside' },
  ...{ fixed: shillings(200n), most: shillings(1_000n) },
}

/** What being late costs, if anything. */
export function LateFeeCard({
  lateFee,
  issueAt,
  onChange,
}: {
  lateFee: LateFee | null
  issueAt: (field: 'afterDays' | 'percent_bp' | 'fixed' | 'most') => string | undefined
  onChange: (to: LateFee | null) => void
}) {
  const t = useText()
  const language = useLanguage()
  const taxes = useCall(readTaxes, {}, { enabled: useCan()(readTaxes) })
  return (
    <Card title={t('billing.lateFee.title')} hint={t('billing.lateFee.hint')}>
      <SwitchField
        label={t('billing.lateFee.on')}
        checked={lateFee !== null}
        onChange={(on) => onChange(on ? USUAL : null)}
      />
      {lateFee && (
        <div className="mt-4 grid gap-4 sm:grid-cols-2">
          <NumberField
            label={t('billing.lateFee.after')}
            unit={t('billing.dunning.days')}
            value={lateFee.afterDays}
            error={issueAt('afterDays')}
            onChange={(days) => onChange({ ...lateFee, afterDays: days ?? Number.NaN })}
          />
          <SelectField
            label={t('billing.lateFee.kind')}
            options={(['fixed', 'percent'] as const).map((kind) => ({
              value: kind,
              label: t(`billing.lateFee.kinds.${kind}`),
            }))}
            value={lateFee.kind}
            onChange={(kind) => onChange({ ...lateFee, kind })}
          />
          {lateFee.kind === 'fixed' ? (
            <MoneyField
              label={t('billing.lateFee.fixed')}
              value={lateFee.fixed}
              error={issueAt('fixed')}
              onChange={(typed) => onChange({ ...lateFee, fixed: typed ?? NOTHING })}
            />
          ) : (
            <PercentField
              label={t('billing.lateFee.percent')}
              value={lateFee.percent_bp}
              error={issueAt('percent_bp')}
              onChange={(typed) => onChange({ ...lateFee, percent_bp: typed ?? Number.NaN })}
            />
          )}
          <MoneyField
            label={t('billing.lateFee.most')}
            value={lateFee.most}
            error={issueAt('most')}
            onChange={(typed) => onChange({ ...lateFee, most: typed ?? NOTHING })}
          />
          <SelectField
            label={t('catalog.price.taxClass')}
            options={(taxes.data?.classes ?? [])
              .filter(({ state }) => state === 'open')
              .map((one) => ({ value: one.id, label: one.name[language] }))}
            value={lateFee.taxClassId}
            onChange={(taxClassId) => onChange({ ...lateFee, taxClassId })}
          />
        </div>
      )}
    </Card>
  )
}
