import { Plus, Trash2 } from 'lucide-react'
import { USAGE_COUNTS, USAGE_PERIODS } from '#modules/catalog/contract.ts'
import {
  NIGHT,
  NO_RATE,
  type ContentProps as Props,
  type ProfileInput,
  type ProfileOf as Of,
} from '#web/admin/catalog/profile-values.ts'
import { HoursFields, QuotaFields } from '#web/admin/catalog/QuotaFields.tsx'
import { WindowFields } from '#web/admin/catalog/WindowFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { BytesField, NumberField, RateField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

/** The fields of a profile, by its kind. */
export function ContentFields({ content, ...rest }: Props<ProfileInput>) {
  switch (content.kind) {
    case 'speed':
      return <SpeedFields content={content} {...rest} />
    case 'fair-use':
      return <FairUseFields content={content} {...rest} />
    case 'quota':
      return <QuotaFields content={content} {...rest} />
    case 'access-hours':
      return <HoursFields content={content} {...rest} />
  }
}

function SpeedFields({ content, issueAt, onChange }: Props<Of<'speed'>>) {
  const t = useText()
  const put = (next: Partial<Of<'speed'>>) => onChange({ ...content, ...next })
  const { burst, windows } = content
  return (
    <>
      <RateField
        label={t('catalog.speed')}
        hint={t('catalog.plan.speedHint')}
        value={content.rate}
        error={issueAt('content.rate') ?? issueAt('content.rate.down_bps')}
        onChange={(rate) => put({ rate: rate ?? NO_RATE })}
      />
      <RateField
        label={t('catalog.profile.guaranteed')}
        hint={t('catalog.profile.guaranteedHint')}
        optional
        value={content.guaranteed}
        error={issueAt('content.guaranteed')}
        onChange={(guaranteed) => put({ guaranteed })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t('catalog.profile.tier')}
          hint={t('catalog.profile.tierHint')}
          value={content.tier}
          error={issueAt('content.tier')}
          onChange={(tier) => put({ tier: tier ?? Number.NaN })}
        />
        <NumberField
          label={t('catalog.profile.weight')}
          hint={t('catalog.profile.weightHint')}
          value={content.weight}
          error={issueAt('content.weight')}
          onChange={(weight) => put({ weight: weight ?? Number.NaN })}
        />
      </div>
      <CheckField
        label={t('catalog.profile.withBurst')}
        hint={t('catalog.profile.burstHint')}
        checked={burst !== null}
        onChange={(on) =>
          put({ burst: on ? { rate: content.rate, threshold: content.rate, time_s: 8 } : null })
        }
      />
      {burst && (
        <BurstFields burst={burst} issueAt={issueAt} onChange={(next) => put({ burst: next })} />
      )}
      {windows.map((window, place) => (
        <div key={place} className="grid gap-4 rounded-lg border p-4">
          <RateField
            label={t('catalog.profile.windowSpeed')}
            value={window.rate}
            error={issueAt(`content.windows.${place}.rate`)}
            onChange={(rate) =>
              put({ windows: windows.with(place, { ...window, rate: rate ?? NO_RATE }) })
            }
          />
          <WindowFields
            label={t('catalog.profile.windowHours')}
            windows={window.during}
            onChange={(during) => put({ windows: windows.with(place, { ...window, during }) })}
          />
          <div>
            <Button
              size="sm"
              icon={<Trash2 />}
              onClick={() => put({ windows: windows.toSpliced(place, 1) })}
            >
              {t('catalog.remove')}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() =>
            put({ windows: [...windows, { during: [NIGHT], rate: content.rate, burst: null }] })
          }
        >
          {t('catalog.profile.addWindow')}
        </Button>
      </div>
    </>
  )
}

type Burst = NonNullable<Of<'speed'>['burst']>

function BurstFields({
  burst,
  issueAt,
  onChange,
}: {
  burst: Burst
  issueAt: (path: string) => string | undefined
  onChange: (burst: Burst) => void
}) {
  const t = useText()
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <RateField
        label={t('catalog.profile.burst')}
        value={burst.rate}
        error={issueAt('content.burst.rate')}
        onChange={(rate) => onChange({ ...burst, rate: rate ?? NO_RATE })}
      />
      <RateField
        label={t('catalog.profile.threshold')}
        value={burst.threshold}
        error={issueAt('content.burst.threshold')}
        onChange={(threshold) => onChange({ ...burst, threshold: threshold ?? NO_RATE })}
      />
      <NumberField
        label={t('catalog.profile.burstTime')}
        unit="s"
        value={burst.time_s}
        error={issueAt('content.burst.time_s')}
        onChange={(time) => onChange({ ...burst, time_s: time ?? Number.NaN })}
      />
    </div>
  )
}

function FairUseFields({ content, issueAt, onChange }: Props<Of<'fair-use'>>) {
  const t = useText()
  const put = (next: Partial<Of<'fair-use'>>) => onChange({ ...content, ...next })
  const { stages } = content
  const change = (place: number, next: Partial<(typeof stages)[number]>) =>
    put({ stages: stages.map((one, other) => (other === place ? { ...one, ...next } : one)) })
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('catalog.profile.period')}
          options={USAGE_PERIODS.map((value) => ({
            ...{ value, label: t(`catalog.usagePeriod.${value}`) },
          }))}
          value={content.period}
          onChange={(period) => put({ period })}
        />
        <SelectField
          label={t('catalog.profile.counts')}
          options={USAGE_COUNTS.map((value) => ({
            ...{ value, label: t(`catalog.counts.${value}`) },
          }))}
          value={content.counts}
          onChange={(counts) => put({ counts })}
        />
      </div>
      {stages.map((stage, place) => (
        <div key={place} className="grid gap-3 rounded-lg border p-4">
          <div className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]">
            <BytesField
              label={t('catalog.profile.after')}
              value={stage.after}
              error={issueAt(`content.stages.${place}.after`)}
              onChange={(after) => change(place, { after: after ?? '' })}
            />
            <RateField
              label={t('catalog.profile.slowTo')}
              value={stage.speed}
              error={issueAt(`content.stages.${place}.speed`)}
              onChange={(speed) => change(place, { speed: speed ?? NO_RATE })}
            />
            <IconButton
              label={t('catalog.remove')}
              className="mt-7"
              onClick={() => put({ stages: stages.toSpliced(place, 1) })}
            >
              <Trash2 />
            </IconButton>
          </div>
          <CheckField
            label={t('catalog.profile.peakOnly')}
            hint={t('catalog.profile.peakHint')}
            checked={stage.during !== null}
            onChange={(on) =>
              change(place, { during: on ? [{ ...NIGHT, from: '18:00', to: '23:00' }] : null })
            }
          />
          {stage.during && (
            <WindowFields
              label={t('catalog.profile.peakHours')}
              windows={stage.during}
              onChange={(during) => change(place, { during })}
            />
          )}
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => {
            const last = stages.at(-1)
            const after = String(2n * BigInt(last?.after || 50_000_000_000))
            const speed = last?.speed ?? { down_bps: 5_000_000, up_bps: 2_000_000 }
            const none = { tier: null, weight: null, during: null }
            put({ stages: [...stages, { after, speed, ...none }] })
          }}
        >
          {t('catalog.profile.addStage')}
        </Button>
      </div>
      <WindowFields
        label={t('catalog.profile.freeHours')}
        windows={content.freeWindows}
        onChange={(freeWindows) => put({ freeWindows })}
      />
    </>
  )
}
