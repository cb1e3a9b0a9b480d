import { Plus, Trash2 } from 'lucide-react'
import { QUOTA_METERS, QUOTA_PERIODS } from '#modules/catalog/contract.ts'
import {
  NIGHT,
  NO_RATE,
  type ContentProps as Props,
  type ProfileOf as Of,
} from '#web/admin/catalog/profile-values.ts'
import { WindowFields } from '#web/admin/catalog/WindowFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { BytesField, NumberField, RateField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

/** What can be used, and what happens then. */
export function QuotaFields({ content, issueAt, onChange }: Props<Of<'quota'>>) {
  const t = useText()
  const put = (next: Partial<Of<'quota'>>) => onChange({ ...content, ...next })
  const { allowances, atEnd } = content
  const change = (place: number, next: Partial<(typeof allowances)[number]>) =>
    put({
      allowances: allowances.map((one, other) => (other === place ? { ...one, ...next } : one)),
    })
  return (
    <>
      {allowances.map((one, place) => (
        <AllowanceFields
          key={place}
          allowance={one}
          wrong={issueAt(`content.allowances.${place}.amount`)}
          onChange={(next) => change(place, next)}
          onRemove={
            allowances.length > 1
              ? () => put({ allowances: allowances.toSpliced(place, 1) })
              : undefined
          }
        />
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => put({ allowances: [...allowances, { ...allowances[0]! }] })} // a quota has one
        >
          {t('catalog.profile.addAllowance')}
        </Button>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('catalog.profile.atEnd')}
          options={(['cut', 'redirect', 'slow', 'charge'] as const).map((value) => ({
            ...{ value, label: t(`catalog.atEnd.${value}`) },
          }))}
          value={atEnd.do}
          onChange={(what) =>
            put({
              atEnd:
                what === 'slow'
                  ? { do: what, speed: { down_bps: 1_000_000, up_bps: 512_000 } }
                  : { do: what },
            })
          }
        />
        {atEnd.do === 'slow' && (
          <RateField
            label={t('catalog.profile.slowTo')}
            value={atEnd.speed}
            error={issueAt('content.atEnd.speed')}
            onChange={(speed) => put({ atEnd: { ...atEnd, speed: speed ?? NO_RATE } })}
          />
        )}
        <NumberField
          label={t('catalog.profile.rollover')}
          hint={t('catalog.profile.rolloverHint')}
          value={content.rollover}
          error={issueAt('content.rollover')}
          onChange={(rollover) => put({ rollover: rollover ?? Number.NaN })}
        />
      </div>
    </>
  )
}

type Allowance = Of<'quota'>['allowances'][number]

function AllowanceFields({
  allowance: one,
  wrong,
  onChange,
  onRemove,
}: {
  allowance: Allowance
  wrong: string | undefined
  onChange: (next: Partial<Allowance>) => void
  onRemove: (() => void) | undefined
}) {
  const t = useText()
  return (
    <div className="grid gap-3 rounded-lg border p-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('catalog.price.meter')}
          options={QUOTA_METERS.map((value) => ({ value, label: t(`catalog.meter.${value}`) }))}
          value={one.meter}
          onChange={(meter) => onChange({ meter })}
        />
        {one.meter === 'time' ? (
          <NumberField
            label={t('catalog.profile.amount')}
            unit="h"
            value={one.amount === '' ? null : Number(one.amount) / 3600}
            error={wrong}
            onChange={(hours) => onChange({ amount: hours === null ? '' : String(hours * 3600) })}
          />
        ) : (
          <BytesField
            label={t('catalog.profile.amount')}
            value={one.amount}
            error={wrong}
            onChange={(amount) => onChange({ amount: amount ?? '' })}
          />
        )}
        <SelectField
          label={t('catalog.profile.period')}
          options={QUOTA_PERIODS.map((value) => ({
            ...{ value, label: t(`catalog.usagePeriod.${value}`) },
          }))}
          value={one.period}
          onChange={(period) => onChange({ period })}
        />
      </div>
      <CheckField
        label={t('catalog.profile.certainHours')}
        checked={one.during !== null}
        onChange={(on) => onChange({ during: on ? [NIGHT] : null })}
      />
      {one.during && (
        <WindowFields
          label={t('catalog.profile.openHours')}
          windows={one.during}
          onChange={(during) => onChange({ during })}
        />
      )}
      {onRemove && (
        <div>
          <Button size="sm" icon={<Trash2 />} onClick={onRemove}>
            {t('catalog.remove')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** When it works. */
export function HoursFields({ content, onChange }: Props<Of<'access-hours'>>) {
  const t = useText()
  const put = (next: Partial<Of<'access-hours'>>) => onChange({ ...content, ...next })
  const { outside } = content
  return (
    <>
      <WindowFields
        label={t('catalog.profile.openHours')}
        windows={content.open}
        onChange={(open) => put({ open })}
      />
      <SelectField
        label={t('catalog.profile.outside')}
        options={(['deny', 'slow'] as const).map((value) => ({
          ...{ value, label: t(`catalog.outside.${value}`) },
        }))}
        value={outside.do}
        onChange={(what) =>
          put({
            outside:
              what === 'slow'
                ? { do: what, speed: { down_bps: 1_000_000, up_bps: 512_000 } }
                : { do: what },
          })
        }
      />
      {outside.do === 'slow' && (
        <RateField
          label={t('catalog.profile.slowTo')}
          value={outside.speed}
          onChange={(speed) => put({ outside: { ...outside, speed: speed ?? NO_RATE } })}
        />
      )}
    </>
  )
}
