import { Trash2 } from 'lucide-react'
import { METERS, TAX_MODES } from '#modules/catalog/contract.ts'
import { ChargeFields, unitsFor } from '#web/admin/catalog/ChargeFields.tsx'
import { NameFields } from '#web/admin/catalog/NameFields.tsx'
import { useTaxClasses } from '#web/admin/catalog/choices.ts'
import { plainCharge, type ComponentInput } from '#web/admin/catalog/terms-values.ts'
import { said } from '#web/admin/catalog/words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

type Props = {
  component: ComponentInput
  isFirst: boolean
  wrongAt: (path: string) => string | undefined
  onChange: (next: ComponentInput) => void
  onRemove: () => void
}

/** One price of a plan: what it is called, how it counts, and its tax. */
export function PriceFields({ component, isFirst, wrongAt, onChange, onRemove }: Props) {
  const t = useText()
  const language = useLanguage()
  const classes = useTaxClasses()
  const put = (next: Partial<ComponentInput>) => onChange({ ...component, ...next })
  const { kind, name, meter } = component
  return (
    <fieldset className="grid gap-4 rounded-lg border p-4">
      <legend className="sr-only">{said(name, language)}</legend>
      <div className="flex items-center justify-between gap-3">
        <Badge tone={isFirst ? 'accent' : 'neutral'}>{t(`catalog.kind.${kind}`)}</Badge>
        <IconButton size="sm" label={t('catalog.remove')} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      <ChargeFields
        charge={component.charge}
        meter={kind === 'usage' ? meter : null}
        isPlain={kind === 'minimum'}
        wrongAt={(path) => wrongAt(`charge.${path}`)}
        onChange={(charge) => put({ charge })}
      />
      {kind === 'usage' && (
        <SelectField
          label={t('catalog.price.meter')}
          options={METERS.map((value) => ({ value, label: t(`catalog.meter.${value}`) }))}
          value={meter ?? ''}
          error={wrongAt('meter')}
          onChange={(next) =>
            put({ meter: next, charge: plainCharge('0', unitsFor(next)[0]?.per ?? '1') })
          }
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('catalog.price.taxMode')}
          options={TAX_MODES.map((value) => ({ value, label: t(`catalog.taxMode.${value}`) }))}
          value={component.taxMode}
          onChange={(taxMode) => put({ taxMode })}
        />
        <SelectField
          label={t('catalog.price.taxClass')}
          options={classes}
          value={component.taxClassId}
          error={wrongAt('taxClassId')}
          onChange={(taxClassId) => put({ taxClassId })}
        />
        <NameFields name={name} onChange={(next) => put({ name: next })} wrongAt={wrongAt} />
        {kind === 'device' && (
          <NumberField
            label={t('catalog.price.included')}
            value={component.included}
            error={wrongAt('included')}
            onChange={(included) => put({ included: included ?? Number.NaN })}
          />
        )}
      </div>
      {(kind === 'add-on' || kind === 'one-off') && (
        <CheckField
          label={t('catalog.price.optional')}
          checked={component.optional}
          onChange={(optional) => put({ optional })}
        />
      )}
    </fieldset>
  )
}
