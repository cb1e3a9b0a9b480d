import type { z } from 'zod'
import { GIVES, TAX_MODES, type productContent } from '#modules/catalog/contract.ts'
import { NameFields } from '#web/admin/catalog/NameFields.tsx'
import { useTaxClasses } from '#web/admin/catalog/choices.ts'
import { useText } from '#web/i18n/index.ts'
import { BytesField, MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

type Content = z.input<typeof productContent>
type Props = {
  content: Content
  issueAt: (path: string) => string | undefined
  onChange: (content: Content) => void
}

/** What a product is called, gives and costs. */
export function ProductFields({ content, issueAt, onChange }: Props) {
  const t = useText()
  const classes = useTaxClasses()
  const put = (next: Partial<Content>) => onChange({ ...content, ...next })
  const { name, gives } = content
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameFields
          name={name}
          onChange={(next) => put({ name: next })}
          wrongAt={(path) => issueAt(`content.${path}`)}
        />
        <MoneyField
          label={t('catalog.price.price')}
          value={content.price.cents === '' ? null : content.price}
          error={issueAt('content.price') ?? issueAt('content.price.cents')}
          onChange={(price) => put({ price: price ?? { cents: '', currency: 'KES' } })}
        />
        <SelectField
          label={t('catalog.product.charged')}
          options={(['once', 'each-period'] as const).map((value) => ({
            ...{ value, label: t(`catalog.charged.${value}`) },
          }))}
          value={content.charged}
          onChange={(charged) => put({ charged })}
        />
        <SelectField
          label={t('catalog.price.taxMode')}
          options={TAX_MODES.map((value) => ({ value, label: t(`catalog.taxMode.${value}`) }))}
          value={content.taxMode}
          onChange={(taxMode) => put({ taxMode })}
        />
        <SelectField
          label={t('catalog.price.taxClass')}
          options={classes}
          value={content.taxClassId}
          error={issueAt('content.taxClassId')}
          onChange={(taxClassId) => put({ taxClassId })}
        />
        <SelectField
          label={t('catalog.product.gives')}
          options={GIVES.map((value) => ({ value, label: t(`catalog.gives.${value}`) }))}
          value={gives.kind}
          onChange={(kind) => put({ gives: givesOf(kind) })}
        />
        {gives.kind === 'data' && (
          <BytesField
            label={t('catalog.profile.amount')}
            value={gives.bytes}
            error={issueAt('content.gives.bytes')}
            onChange={(bytes) => put({ gives: { ...gives, bytes: bytes ?? '' } })}
          />
        )}
        {gives.kind === 'boost' && (
          <>
            <NumberField
              label={t('catalog.product.boostPercent')}
              unit="%"
              value={gives.percent}
              error={issueAt('content.gives.percent')}
              onChange={(percent) => put({ gives: { ...gives, percent: percent ?? Number.NaN } })}
            />
            <NumberField
              label={t('catalog.product.boostHours')}
              unit="h"
              optional
              value={gives.hours}
              error={issueAt('content.gives.hours')}
              onChange={(hours) => put({ gives: { ...gives, hours } })}
            />
          </>
        )}
        {gives.kind === 'devices' && (
          <NumberField
            label={t('catalog.profile.amount')}
            value={gives.count}
            error={issueAt('content.gives.count')}
            onChange={(count) => put({ gives: { ...gives, count: count ?? Number.NaN } })}
          />
        )}
        <NumberField
          label={t('catalog.product.perService')}
          optional
          value={content.perServiceMax}
          error={issueAt('content.perServiceMax')}
          onChange={(perServiceMax) => put({ perServiceMax })}
        />
      </div>
    </>
  )
}

function givesOf(kind: (typeof GIVES)[number]): Content['gives'] {
  if (kind === 'data') return { kind, bytes: '10000000000' }
  if (kind === 'boost') return { kind, percent: 200, hours: 24 }
  return kind === 'devices' ? { kind, count: 1 } : { kind }
}
