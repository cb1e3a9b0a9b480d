import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Rate } from '#kernel/rate.ts'
import { VALIDITY_MODES, VALIDITY_UNITS } from '#modules/catalog/contract.ts'
import { useProfiles } from '#web/admin/catalog/choices.ts'
import { PriceFields } from '#web/admin/catalog/PriceFields.tsx'
import { PhaseFields } from '#web/admin/catalog/PhaseFields.tsx'
import {
  newComponent,
  plainCharge,
  VALIDITIES,
  type TermsForm,
} from '#web/admin/catalog/terms-values.ts'
import { keyOf, validityText } from '#web/admin/catalog/words.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { cn } from '#web/ui/cn.ts'
import { NumberField, RateField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { Menu, MenuItem } from '#web/ui/Menu.tsx'

/** What it costs and for how long. */
export function PriceTerms({ form }: { form: TermsForm }) {
  const t = useText()
  const { terms, change, wrongAt } = form
  const [open, setOpen] = useState(false)
  const { validity, components } = terms
  const isPreset = VALIDITIES.some(
    ({ unit, count }) => unit === validity.unit && count === validity.count,
  )
  const put = (place: number, next: (typeof components)[number]) =>
    change({ components: components.with(place, next) })
  return (
    <Card title={t('catalog.plan.priceAndTime')} hint={t('catalog.plan.priceHint')}>
      <div className="grid gap-5">
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium">{t('catalog.plan.validity')}</legend>
          <div className="flex flex-wrap gap-1.5">
            {VALIDITIES.map(({ unit, count }) => {
              const isChosen = !open && unit === validity.unit && count === validity.count
              return (
                <Chip
                  key={`${unit}${count}`}
                  pressed={isChosen}
                  onClick={() => {
                    setOpen(false)
                    change({ validity: { ...validity, unit, count, mode: 'elapsed' } })
                  }}
                >
                  {validityText(t, { unit, count })}
                </Chip>
              )
            })}
            <Chip pressed={open || !isPreset} onClick={() => setOpen(true)}>
              {t('catalog.plan.otherValidity')}
            </Chip>
          </div>
          {(open || !isPreset) && (
            <div className="mt-2 grid gap-4 sm:grid-cols-2">
              <NumberField
                label={t('catalog.plan.validityCount')}
                value={validity.count}
                error={wrongAt('validity.count')}
                onChange={(count) =>
                  change({ validity: { ...validity, count: count ?? Number.NaN } })
                }
              />
              <SelectField
                label={t('catalog.plan.validityUnit')}
                options={VALIDITY_UNITS.map((value) => ({
                  ...{ value, label: t(`catalog.validityUnit.${value}`) },
                }))}
                value={validity.unit}
                onChange={(unit) => change({ validity: { ...validity, unit } })}
              />
            </div>
          )}
        </fieldset>
        {components.map((component, place) => (
          <PriceFields
            key={component.key}
            component={component}
            isFirst={place === 0}
            wrongAt={(path) => wrongAt(`components.${place}.${path}`)}
            onChange={(next) => put(place, next)}
            onRemove={() => change({ components: components.toSpliced(place, 1) })}
          />
        ))}
        {wrongAt('components') && (
          <p role="alert" className="text-sm font-medium text-bad-text">
            {wrongAt('components')}
          </p>
        )}
        <AddPrice form={form} />
      </div>
    </Card>
  )
}

function Chip({
  pressed,
  onClick,
  children,
}: {
  pressed: boolean
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={cn(
        'rounded-full border px-3 py-1 text-sm transition-colors hover:border-field pointer-coarse:py-2',
        pressed ? 'border-accent-text bg-accent-wash font-medium text-accent-text' : 'bg-surface',
      )}
    >
      {children}
    </button>
  )
}

const KINDS = {
  recurring: { en: 'Service', sw: 'Huduma' },
  'one-off': { en: 'Installation', sw: 'Usakinishaji' },
  usage: { en: 'Data', sw: 'Data' },
  minimum: { en: 'Minimum', sw: 'Kiwango cha chini' },
  'add-on': { en: 'Static IP', sw: 'IP ya kudumu' },
  device: { en: 'More devices', sw: 'Vifaa zaidi' },
} as const

function AddPrice({ form: { terms, change } }: { form: TermsForm }) {
  const t = useText()
  const { components } = terms
  const add = (kind: keyof typeof KINDS) => {
    const name = KINDS[kind]
    const key = keyOf(
      name.en,
      components.map((one) => one.key),
    )
    change({
      components: [
        ...components,
        newComponent({
          ...{ key, kind, name },
          taxClassId: kind === 'one-off' ? 'goods' : 'internet',
          ...(kind === 'usage' && { meter: 'data', charge: plainCharge('0', '1000000000') }),
          ...(kind === 'device' && { included: 4, optional: true }),
          ...(kind === 'add-on' && { optional: true }),
        }),
      ],
    })
  }
  return (
    <div>
      <Menu trigger={<Button icon={<Plus />}>{t('catalog.price.add')}</Button>}>
        {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => (
          <MenuItem key={kind} onSelect={() => add(kind)}>
            {t(`catalog.kind.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}

/** How fast, and what happens to those who use much. */
export function SpeedTerms({
  form: { terms, change, wrongAt },
  speed,
  onSpeed,
  wrongSpeed,
}: {
  form: TermsForm
  speed: Rate | null
  onSpeed: (speed: Rate | null) => void
  wrongSpeed: string | undefined
}) {
  const t = useText()
  const none = { value: '', label: t('catalog.plan.noProfile') }
  const { profiles } = terms
  const put = (field: keyof typeof profiles, id: string) =>
    change({ profiles: { ...profiles, [field]: id === '' ? null : id } })
  const speeds = useProfiles('speed')
  const choice = (field: 'fairUse' | 'quota' | 'accessHours', options: typeof speeds) => (
    <SelectField
      label={t(`catalog.plan.${field}`)}
      hint={t(`catalog.plan.${field}Hint`)}
      options={[{ ...none, value: 'none' }, ...options]}
      value={profiles[field] ?? 'none'}
      error={wrongAt(`profiles.${field}`)}
      onChange={(id) => put(field, id === 'none' ? '' : id)}
    />
  )
  const fairUses = useProfiles('fair-use')
  const quotas = useProfiles('quota')
  const hours = useProfiles('access-hours')
  return (
    <Card title={t('catalog.plan.speedCard')}>
      <div className="grid gap-5 sm:grid-cols-2">
        <RateField
          label={t('catalog.speed')}
          hint={t('catalog.plan.speedHint')}
          value={speed}
          error={wrongSpeed}
          optional={profiles.speed !== null}
          onChange={onSpeed}
        />
        <SelectField
          label={t('catalog.plan.speedProfile')}
          hint={t('catalog.plan.speedProfileHint')}
          options={[{ value: 'none', label: t('catalog.plan.plainSpeed') }, ...speeds]}
          value={profiles.speed ?? 'none'}
          error={wrongAt('profiles.speed')}
          onChange={(id) => {
            put('speed', id === 'none' ? '' : id)
            if (id !== 'none') onSpeed(null)
          }}
        />
        {choice('fairUse', fairUses)}
        {choice('quota', quotas)}
        {choice('accessHours', hours)}
      </div>
    </Card>
  )
}

/** What has a good start and is rarely changed. */
export function MoreTerms({ form, children }: { form: TermsForm; children: ReactNode }) {
  const t = useText()
  const { terms, change, wrongAt } = form
  const { devices, validity, priceRise } = terms
  return (
    <details className="group rounded-lg border bg-surface">
      <summary className="cursor-pointer px-5 py-4 font-semibold">
        {t('catalog.plan.more')}
        <span className="ml-2 text-sm font-normal text-soft">{t('catalog.plan.moreHint')}</span>
      </summary>
      <div className="grid gap-5 border-t p-5">
        <PhaseFields form={form} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            label={t('catalog.plan.validityMode')}
            options={VALIDITY_MODES.map((value) => ({
              ...{ value, label: t(`catalog.validityMode.${value}`) },
            }))}
            value={validity.mode}
            error={wrongAt('validity.mode')}
            onChange={(mode) => change({ validity: { ...validity, mode } })}
          />
          <NumberField
            label={t('catalog.plan.anchor')}
            hint={t('catalog.plan.anchorHint')}
            optional
            value={validity.anchor}
            error={wrongAt('validity.anchor')}
            onChange={(anchor) => change({ validity: { ...validity, anchor } })}
          />
          <NumberField
            label={t('catalog.plan.devicesOnline')}
            value={devices.simultaneous}
            error={wrongAt('devices.simultaneous')}
            onChange={(count) =>
              change({ devices: { ...devices, simultaneous: count ?? Number.NaN } })
            }
          />
          <NumberField
            label={t('catalog.plan.devicesKnown')}
            hint={t('catalog.plan.devicesKnownHint')}
            optional
            value={devices.registered}
            error={wrongAt('devices.registered')}
            onChange={(registered) => change({ devices: { ...devices, registered } })}
          />
          <NumberField
            label={t('catalog.plan.grace')}
            unit="h"
            value={terms.graceHours}
            error={wrongAt('graceHours')}
            onChange={(graceHours) => change({ graceHours: graceHours ?? Number.NaN })}
          />
          <SelectField
            label={t('catalog.plan.renewal')}
            options={(['automatic', 'by-hand'] as const).map((value) => ({
              ...{ value, label: t(`catalog.renewal.${value}`) },
            }))}
            value={terms.renewal}
            onChange={(renewal) => change({ renewal })}
          />
          <SelectField
            label={t('catalog.plan.proration')}
            options={(['second', 'day', 'none'] as const).map((value) => ({
              ...{ value, label: t(`catalog.proration.${value}`) },
            }))}
            value={terms.proration}
            onChange={(proration) => change({ proration })}
          />
          <SelectField
            label={t('catalog.plan.priceRise')}
            options={(['next-renewal', 'grandfather'] as const).map((value) => ({
              ...{ value, label: t(`catalog.rise.${value}`) },
            }))}
            value={priceRise.kind}
            onChange={(kind) =>
              change({ priceRise: kind === 'grandfather' ? { kind } : { kind, noticeDays: 30 } })
            }
          />
          {priceRise.kind === 'next-renewal' && (
            <NumberField
              label={t('catalog.plan.noticeDays')}
              value={priceRise.noticeDays}
              error={wrongAt('priceRise.noticeDays')}
              onChange={(days) =>
                change({ priceRise: { ...priceRise, noticeDays: days ?? Number.NaN } })
              }
            />
          )}
        </div>
        {children}
      </div>
    </details>
  )
}
