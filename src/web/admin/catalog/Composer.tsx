import { useId, useState } from 'react'
import { formatRate } from '#kernel/rate.ts'
import {
  chargeFor,
  composePackage,
  composePlan,
  listProducts,
  readTaxes,
  type Component,
  type OfferedPackage,
  type PackageChoice,
} from '#modules/catalog/contract.ts'
import { TaxSplit, type ShownPrice } from '#web/admin/catalog/TaxSplit.tsx'
import { moneyText, said, validityText } from '#web/admin/catalog/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { CheckField } from '#web/ui/form/Check.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'

/** A plan that was made of a choice, to be sold. */
export type Made = { planId: string; planVersionId: string; name: string; cents: bigint }

type Props = {
  of: OfferedPackage
  /** On the button. */
  action: string
  onMade: (made: Made) => void
}

/** Composes a package: each move of a slider shows the price at once, by the same arithmetic that the server sells with. */
export function Composer({ of, action, onMade }: Props) {
  const t = useText()
  const language = useLanguage()
  const { content } = of
  const { data } = useCall(listProducts, { kind: ['add-on'], limit: 200 })
  const products = data?.items ?? []
  const { speed, data: volume, devices } = content
  const [choice, setChoice] = useState<PackageChoice>({
    down_mbps: speed.min,
    data_gb: volume.unlimited === null ? (volume.volume?.min ?? 1) : null,
    ...{ devices: devices.included, extras: [] },
  })
  const put = (next: Partial<PackageChoice>) => setChoice((before) => ({ ...before, ...next }))
  const composed = composePackage(content, products, choice)
  const offered = products.filter(({ id: productId }) => content.extras.includes(productId))
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid gap-5">
        <Slider
          label={t('catalog.speed')}
          shown={composed.kind === 'no' ? `${choice.down_mbps}M` : formatRate(composed.rate)}
          value={choice.down_mbps}
          {...speed}
          onChange={(down_mbps) => put({ down_mbps })}
        />
        {volume.unlimited !== null && volume.volume !== null && (
          <CheckField
            label={t('catalog.package.unlimited')}
            checked={choice.data_gb === null}
            onChange={(on) => put({ data_gb: on ? null : (volume.volume?.min ?? 1) })}
          />
        )}
        {choice.data_gb !== null && volume.volume && (
          <Slider
            label={t('catalog.meter.data')}
            shown={`${choice.data_gb} GB`}
            value={choice.data_gb}
            {...volume.volume}
            onChange={(data_gb) => put({ data_gb })}
          />
        )}
        <Slider
          label={t('catalog.plan.devices')}
          shown={String(choice.devices)}
          value={choice.devices}
          {...{ min: devices.included, max: devices.max, step: 1 }}
          onChange={(count) => put({ devices: count })}
        />
        {offered.map((product) => {
          const isOn = choice.extras.some(({ productId }) => productId === product.id)
          const { name, price, charged } = product.latest.content
          return (
            <CheckField
              key={product.id}
              label={said(name, language)}
              hint={`${moneyText(price.cents, language)} ${t(`catalog.charged.${charged}`)}`}
              checked={isOn}
              onChange={(on) =>
                put({
                  extras: on
                    ? [...choice.extras, { productId: product.id, count: 1 }]
                    : choice.extras.filter(({ productId }) => productId !== product.id),
                })
              }
            />
          )
        })}
      </div>
      <Offer
        of={of}
        {...{ choice, action, onMade }}
        prices={composed.kind === 'no' ? [] : pricesOf(composed.terms.components)}
      />
    </div>
  )
}

function pricesOf(components: readonly Component[]): ShownPrice[] {
  return components
    .filter(({ kind }) => kind === 'recurring')
    .map(({ charge, taxClassId, taxMode }) => ({
      ...{ cents: chargeFor(charge, 1n), taxClassId, taxMode },
    }))
}

function Offer({
  of: { id, content, state },
  choice,
  prices,
  action,
  onMade,
}: Props & {
  choice: PackageChoice
  prices: readonly ShownPrice[]
}) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const compose = useMutate(composePlan)
  const desk = useCall(readTaxes, {})
  const listed = prices.reduce((sum, { cents }) => sum + cents, 0n)
  return (
    <aside className="grid gap-3 rounded-xl border bg-sunken p-4" aria-live="polite">
      <p className="text-soft">
        <span className="tnum mr-1.5 text-2xl font-semibold tracking-[-0.02em] text-ink">
          {moneyText(listed, language)}
        </span>
        {t('catalog.price.per', { period: validityText(t, content.validity) })}
      </p>
      {desk.data && <TaxSplit prices={prices} desk={desk.data} />}
      <Button
        look="primary"
        wide
        busy={compose.isPending}
        disabledBecause={
          mayNot(composePlan) || (state === 'archived' && t('catalog.states.archived'))
        }
        onClick={() =>
          compose.mutate(
            { packageId: id, choice },
            {
              onSuccess: (made) =>
                onMade({ ...made, name: nameOf(content, choice), cents: listed }),
              onError: (error) => toastProblem(error, t),
            },
          )
        }
      >
        {action}
      </Button>
    </aside>
  )
}

function nameOf({ name }: OfferedPackage['content'], { down_mbps, data_gb }: PackageChoice) {
  return `${name.en} ${down_mbps} Mbps${data_gb === null ? '' : ` ${data_gb} GB`}`
}

type SliderProps = {
  label: string
  shown: string
  value: number
  min: number
  max: number
  step: number
  onChange: (value: number) => void
}

/** Drawn by us: a browser gives a bright track to a strong colour, also in the dark. */
const SLIDER = cn(
  'h-6 w-full cursor-pointer appearance-none bg-transparent',
  '[&::-webkit-slider-runnable-track]:h-2 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:border [&::-webkit-slider-runnable-track]:border-field [&::-webkit-slider-runnable-track]:bg-sunken',
  '[&::-webkit-slider-thumb]:-mt-1.75 [&::-webkit-slider-thumb]:size-5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent',
  '[&::-moz-range-track]:h-2 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:border [&::-moz-range-track]:border-field [&::-moz-range-track]:bg-sunken',
  '[&::-moz-range-thumb]:size-5 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent',
)

function Slider({ label, shown, value, min, max, step, onChange }: SliderProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <output htmlFor={id} className="tnum text-lg font-semibold">
          {shown}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className={SLIDER}
        {...{ value, min, max, step }}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  )
}
