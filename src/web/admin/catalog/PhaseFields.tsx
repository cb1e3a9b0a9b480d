import { Plus, Trash2 } from 'lucide-react'
import type { TermsForm } from '#web/admin/catalog/terms-values.ts'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

/** "First month half price": other prices for the first periods. */
export function PhaseFields({ form: { terms, change, wrongAt } }: { form: TermsForm }) {
  const t = useText()
  const { phases } = terms
  const put = (place: number, next: Partial<(typeof phases)[number]>) =>
    change({
      phases: phases.map((phase, other) => (other === place ? { ...phase, ...next } : phase)),
    })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium">{t('catalog.plan.phases')}</legend>
      <p className="text-sm text-soft">{t('catalog.plan.phasesHint')}</p>
      {phases.map(({ name, cycles, effect }, place) => (
        <div key={place} className="grid items-start gap-3 rounded-md border p-3 sm:grid-cols-4">
          <TextField
            label={t('catalog.name')}
            value={name.en}
            error={wrongAt(`phases.${place}.name.en`)}
            onChange={(en) => put(place, { name: { ...name, en } })}
          />
          <NumberField
            label={t('catalog.plan.phaseCycles')}
            value={cycles}
            error={wrongAt(`phases.${place}.cycles`)}
            onChange={(count) => put(place, { cycles: count ?? Number.NaN })}
          />
          <SelectField
            label={t('catalog.plan.phaseEffect')}
            options={(['percent-off', 'price'] as const).map((value) => ({
              ...{ value, label: t(`catalog.effect.${value}`) },
            }))}
            value={effect.kind}
            onChange={(kind) =>
              put(place, {
                effect:
                  kind === 'price'
                    ? { kind, price: { cents: '0', currency: 'KES' } }
                    : { kind, share_bp: 5000 },
              })
            }
          />
          <div className="flex items-end gap-2">
            {effect.kind === 'price' ? (
              <MoneyField
                label={t('catalog.price.price')}
                value={effect.price}
                error={wrongAt(`phases.${place}.effect.price`)}
                onChange={(price) =>
                  put(place, {
                    effect: { ...effect, price: price ?? { cents: '', currency: 'KES' } },
                  })
                }
              />
            ) : (
              <PercentField
                label={t('catalog.effect.share')}
                value={effect.share_bp}
                error={wrongAt(`phases.${place}.effect.share_bp`)}
                onChange={(share_bp) => put(place, { effect: { ...effect, share_bp } })}
              />
            )}
            <IconButton
              label={t('catalog.remove')}
              onClick={() => change({ phases: phases.toSpliced(place, 1) })}
            >
              <Trash2 />
            </IconButton>
          </div>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() =>
            change({
              phases: [
                ...phases,
                {
                  name: { en: 'First month half price', sw: 'Mwezi wa kwanza nusu bei' },
                  ...{ cycles: 1, effect: { kind: 'percent-off', share_bp: 5000 } },
                },
              ],
            })
          }
        >
          {t('catalog.plan.addPhase')}
        </Button>
      </div>
    </fieldset>
  )
}
