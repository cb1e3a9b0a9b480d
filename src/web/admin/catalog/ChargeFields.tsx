import { Plus, Trash2 } from 'lucide-react'
import type { MoneyOnWire } from '#kernel/money.ts'
import type { Meter } from '#modules/catalog/contract.ts'
import { plainCharge, type ChargeInput } from '#web/admin/catalog/terms-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { BytesField, MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

type Unit = { per: string; name: 'gb' | 'mb' | 'hour' | 'minute' | 'piece' }

/** In which units a meter's price is said; stored per byte and per second, as a fraction. */
export function unitsFor(meter: Meter | null): Unit[] {
  switch (meter) {
    case 'data':
    case 'down':
    case 'up':
      return [
        { per: '1000000000', name: 'gb' },
        { per: '1000000', name: 'mb' },
      ]
    case 'time':
      return [
        { per: '3600', name: 'hour' },
        { per: '60', name: 'minute' },
      ]
    case 'sessions':
    case null:
      return [{ per: '1', name: 'piece' }]
  }
}

type Props = {
  charge: ChargeInput
  meter: Meter | null
  /** One amount and nothing else. */
  isPlain: boolean
  wrongAt: (path: string) => string | undefined
  onChange: (charge: ChargeInput) => void
}

const money = (of: MoneyOnWire | null): MoneyOnWire => of ?? { cents: '', currency: 'KES' }

/** A plain price, or one in tiers or packages. */
export function ChargeFields({ charge, meter, isPlain, wrongAt, onChange }: Props) {
  const t = useText()
  const units = unitsFor(meter)
  const usual = units[0]?.per ?? '1'
  const models = ['flat', 'graduated', 'volume', 'package'] as const
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        {charge.model === 'flat' && (
          <MoneyField
            label={t('catalog.price.price')}
            value={charge.price.amount.cents === '0' ? null : charge.price.amount}
            error={wrongAt('price.amount') ?? wrongAt('price.amount.cents')}
            onChange={(amount) =>
              onChange({
                ...charge,
                price: { ...charge.price, amount: amount ?? { cents: '0', currency: 'KES' } },
              })
            }
          />
        )}
        {charge.model === 'flat' && units.length > 1 && (
          <SelectField
            label={t('catalog.price.perUnit')}
            options={units.map(({ per, name }) => ({
              ...{ value: per, label: t(`catalog.unit.${name}`) },
            }))}
            value={charge.price.per}
            onChange={(per) => onChange({ ...charge, price: { ...charge.price, per } })}
          />
        )}
        {!isPlain && (meter !== null || charge.model !== 'flat') && (
          <SelectField
            label={t('catalog.price.model')}
            hint={t(`catalog.modelHint.${charge.model}`)}
            options={models.map((value) => ({ value, label: t(`catalog.model.${value}`) }))}
            value={charge.model}
            onChange={(model) => onChange(another(model, usual))}
          />
        )}
      </div>
      {charge.model === 'package' && (
        <div className="grid gap-4 sm:grid-cols-3">
          <MoneyField
            label={t('catalog.price.packagePrice')}
            value={charge.price}
            error={wrongAt('price')}
            onChange={(price) => onChange({ ...charge, price: money(price) })}
          />
          <QuantityField
            label={t('catalog.price.packageSize')}
            meter={meter}
            value={charge.size}
            error={wrongAt('size')}
            onChange={(size) => onChange({ ...charge, size: size ?? '' })}
          />
          <QuantityField
            label={t('catalog.price.free')}
            meter={meter}
            value={charge.free}
            error={wrongAt('free')}
            onChange={(free) => onChange({ ...charge, free: free ?? '0' })}
          />
        </div>
      )}
      {(charge.model === 'graduated' || charge.model === 'volume') && (
        <Tiers {...{ charge, meter, wrongAt, onChange }} />
      )}
    </div>
  )
}

function another(model: ChargeInput['model'], per: string): ChargeInput {
  const none = { cents: '0', currency: 'KES' } as const
  if (model === 'flat') return plainCharge('0', per)
  if (model === 'package') return { model, size: per, price: none, free: '0' }
  return {
    model,
    tiers: [
      { upTo: per, price: { amount: none, per }, flat: none },
      { upTo: null, price: { amount: none, per }, flat: none },
    ],
    flatAtZero: false,
  }
}

type Tiered = Extract<ChargeInput, { model: 'graduated' | 'volume' }>

function Tiers({
  charge,
  meter,
  wrongAt,
  onChange,
}: Omit<Props, 'charge' | 'isPlain'> & { charge: Tiered }) {
  const t = useText()
  const { tiers } = charge
  const put = (place: number, next: Partial<Tiered['tiers'][number]>) =>
    onChange({
      ...charge,
      tiers: tiers.map((tier, other) => (other === place ? { ...tier, ...next } : tier)),
    })
  return (
    <div className="grid gap-3">
      {tiers.map((tier, place) => (
        <div key={place} className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]">
          {tier.upTo === null ? (
            <p className="self-end py-2 text-soft">{t('catalog.price.beyond')}</p>
          ) : (
            <QuantityField
              label={t('catalog.price.upTo')}
              meter={meter}
              value={tier.upTo}
              error={wrongAt(`tiers.${place}.upTo`)}
              onChange={(upTo) => put(place, { upTo: upTo ?? '' })}
            />
          )}
          <MoneyField
            label={t('catalog.price.price')}
            value={tier.price.amount}
            error={wrongAt(`tiers.${place}.price.amount`)}
            onChange={(amount) => put(place, { price: { ...tier.price, amount: money(amount) } })}
          />
          <IconButton
            label={t('catalog.remove')}
            disabledBecause={tier.upTo === null && t('catalog.price.lastTier')}
            onClick={() => onChange({ ...charge, tiers: tiers.toSpliced(place, 1) })}
            className="mt-7"
          >
            <Trash2 />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => {
            const last = tiers.at(-2)
            const next = String(2n * BigInt(last?.upTo ?? tiers[0]?.price.per ?? 1))
            const tier = { ...(tiers.at(-1) ?? tiers[0]!), upTo: next } // a charge has a tier
            onChange({ ...charge, tiers: tiers.toSpliced(-1, 0, tier) })
          }}
        >
          {t('catalog.price.addTier')}
        </Button>
      </div>
    </div>
  )
}

function QuantityField({
  meter,
  value,
  onChange,
  ...frame
}: {
  label: string
  meter: Meter | null
  value: string
  error: string | undefined
  onChange: (value: string | null) => void
}) {
  if (meter === 'data' || meter === 'down' || meter === 'up')
    return <BytesField {...frame} value={value} onChange={onChange} />
  const seconds = meter === 'time' ? 3600 : 1
  return (
    <NumberField
      {...frame}
      unit={meter === 'time' ? 'h' : ''}
      value={value === '' ? null : Number(value) / seconds}
      onChange={(count) => onChange(count === null ? '' : String(count * seconds))}
    />
  )
}
