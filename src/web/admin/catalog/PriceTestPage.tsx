import { useState } from 'react'
import {
  explainStep,
  listPlans,
  listSegments,
  readPlan,
  testPrice,
  type PriceQuote,
} from '#modules/catalog/contract.ts'
import { said } from '#web/admin/catalog/words.ts'
import { foundNow, useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { cn } from '#web/ui/cn.ts'
import { Combobox, MultiSelect } from '#web/ui/form/Combobox.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { DateField, TimeField } from '#web/ui/form/DateField.tsx'
import { BytesField, NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { TextSkeleton } from '#web/ui/Skeleton.tsx'
import { Money } from '#web/ui/values.tsx'
import { useToday, useZone } from '#web/ui/zone.ts'
import { Sideways } from '#web/ui/Sideways.tsx'
import { Calculator } from 'lucide-react'

type Facts = {
  segmentIds: string[]
  cycle: number
  monthsServed: number
  activeLines: number
  /** Digits of bytes. */
  volume: string
  referral: 'none' | 'referred' | 'referrer'
  isNew: boolean
  vat: 'standard' | 'zero' | 'exempt'
  coupons: string
}

const NOBODY: Facts = {
  ...{ segmentIds: [], cycle: 0, monthsServed: 0, activeLines: 1, volume: '0' },
  ...{ referral: 'none', isNew: false, vat: 'standard', coupons: '' },
}

/** Somebody, a plan and a moment: the price, and each reason for it. */
export function PriceTestPage() {
  const t = useText()
  const today = useToday()
  const zone = useZone()
  const [planId, setPlanId] = useState('')
  const [day, setDay] = useState(today.toString())
  const [time, setTime] = useState('12:00')
  const [facts, setFacts] = useState(NOBODY)
  const plan = useCall(readPlan, { planId }, { enabled: planId !== '' })
  const versionId = plan.data?.onSaleId ?? plan.data?.versions[0]?.id
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(time)
  return (
    <Page title={t('catalog.test.title')} lead={t('catalog.test.lead')} width="wide">
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <Card title={t('catalog.test.who')}>
          <div className="grid gap-4">
            <PlanField value={planId} onChange={setPlanId} />
            <div className="grid gap-4 sm:grid-cols-2">
              <DateField label={t('catalog.test.day')} value={day} onChange={setDay} />
              <TimeField label={t('catalog.test.time')} value={time} onChange={setTime} />
            </div>
            <FactFields
              facts={facts}
              onChange={(next) => setFacts((before) => ({ ...before, ...next }))}
            />
          </div>
        </Card>
        {planId !== '' && versionId !== undefined && isDay ? (
          <Answer
            planVersionId={versionId}
            at={Temporal.PlainDateTime.from(`${day}T${time}`)
              .toZonedDateTime(zone)
              .toInstant()
              .toString()}
            facts={facts}
          />
        ) : (
          <Card>
            <EmptyState icon={Calculator} title={t('catalog.test.emptyTitle')}>
              {t('catalog.test.emptyBody')}
            </EmptyState>
          </Card>
        )}
      </div>
    </Page>
  )
}

function PlanField({ value, onChange }: { value: string; onChange: (planId: string) => void }) {
  const t = useText()
  const [q, setQ] = useState('')
  const found = useCall(listPlans, { limit: 50, ...(q && { q }) })
  const options = (foundNow(found)?.items ?? []).map(({ id, name, code }) => ({
    ...{ value: id, label: name, hint: code },
  }))
  return (
    <Combobox
      label={t('catalog.plan.one')}
      options={options}
      value={value}
      onChange={onChange}
      onSearch={setQ}
      searching={found.isFetching}
    />
  )
}

function FactFields({
  facts,
  onChange,
}: {
  facts: Facts
  onChange: (next: Partial<Facts>) => void
}) {
  const t = useText()
  const language = useLanguage()
  const { data } = useCall(listSegments, {})
  return (
    <>
      <MultiSelect
        label={t('catalog.segment.title')}
        optional
        options={(data?.segments ?? []).map(({ id, name }) => ({
          ...{ value: id, label: said(name, language) },
        }))}
        value={facts.segmentIds}
        onChange={(segmentIds) => onChange({ segmentIds })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t('catalog.test.period')}
          value={facts.cycle + 1}
          onChange={(count) => onChange({ cycle: Math.max(0, (count || 1) - 1) })}
        />
        <NumberField
          label={t('catalog.rule.monthsServed')}
          value={facts.monthsServed}
          onChange={(count) => onChange({ monthsServed: Math.max(0, count || 0) })}
        />
        <NumberField
          label={t('catalog.test.lines')}
          value={facts.activeLines}
          onChange={(count) => onChange({ activeLines: Math.max(0, count || 0) })}
        />
        <BytesField
          label={t('catalog.test.volume')}
          value={facts.volume === '0' ? null : facts.volume}
          onChange={(volume) =>
            onChange({ volume: /^\d+$/.test(volume ?? '') ? (volume ?? '0') : '0' })
          }
        />
        <SelectField
          label={t('catalog.rule.referral')}
          options={(['none', 'referred', 'referrer'] as const).map((value) => ({
            ...{ value, label: t(`catalog.referral.${value}`) },
          }))}
          value={facts.referral}
          onChange={(referral) => onChange({ referral })}
        />
        <SelectField
          label={t('catalog.test.vat')}
          options={(['standard', 'zero', 'exempt'] as const).map((value) => ({
            ...{ value, label: t(`catalog.vat.${value}`) },
          }))}
          value={facts.vat}
          onChange={(vat) => onChange({ vat })}
        />
      </div>
      <TextField
        label={t('catalog.coupon.title')}
        hint={t('catalog.test.couponsHint')}
        optional
        value={facts.coupons}
        onChange={(coupons) => onChange({ coupons })}
      />
      <CheckField
        label={t('catalog.test.isNew')}
        checked={facts.isNew}
        onChange={(isNew) => onChange({ isNew })}
      />
    </>
  )
}

function Answer({ planVersionId, at, facts }: { planVersionId: string; at: string; facts: Facts }) {
  const { vat, coupons, ...rest } = facts
  const codes = coupons.split(/[\s,;]+/).filter((code) => code !== '' && code.length <= 30)
  const quote = useCall(testPrice, {
    ...{ planVersionId, at },
    facts: {
      ...rest,
      taxStatus: { vat, excise: 'standard' },
      coupons: codes.slice(0, 5).map((code) => ({ code })),
    },
  })
  return (
    <Loaded of={quote} skeleton={<TextSkeleton lines={8} />}>
      {(loaded) => <QuoteCard quote={loaded} />}
    </Loaded>
  )
}

/** A price as the subscriber would be told it, step by step. */
function QuoteCard({ quote }: { quote: PriceQuote }) {
  const t = useText()
  const language = useLanguage()
  const kes = (cents: bigint) => ({ cents, currency: 'KES' as const })
  const reasons = quote.steps.filter(({ kind }) => kind !== 'skipped')
  const skipped = quote.steps.filter(({ kind }) => kind === 'skipped')
  return (
    <div className="grid gap-6">
      <Card>
        <p className="text-soft">{t('catalog.price.gross')}</p>
        <p className="tnum text-4xl font-semibold tracking-[-0.03em]">
          <Money of={kes(quote.totals.gross)} />
        </p>
        <ol className="mt-5 grid gap-0">
          {reasons.map((step, place) => (
            <li
              key={place}
              className={cn(
                'relative border-l-2 py-1.5 pl-5 before:absolute before:top-3.5 before:-left-[5px] before:size-2 before:rounded-full',
                step.kind === 'tax' || step.kind === 'untaxed'
                  ? 'text-soft before:bg-field'
                  : 'before:bg-accent',
              )}
            >
              {explainStep(step, language)}
            </li>
          ))}
        </ol>
      </Card>
      <Card title={t('catalog.test.lineList')} flush>
        <Sideways label={t('catalog.test.lineList')}>
          <table className="w-full text-sm">
            <thead className="bg-sunken text-left text-soft">
              <tr>
                {(['line', 'listed', 'net', 'excise', 'vat', 'gross'] as const).map((head) => (
                  <th
                    key={head}
                    className={cn('px-4 py-2 font-medium', head !== 'line' && 'text-right')}
                  >
                    {t(`catalog.test.head.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {quote.lines.map((line) => (
                <tr key={line.key} className="border-t">
                  <td className="px-4 py-2">{said(line.name, language)}</td>
                  {[
                    line.list,
                    line.taxed.net,
                    line.taxed.excise,
                    line.taxed.vat,
                    line.taxed.gross,
                  ].map((cents, place) => (
                    <td key={place} className="px-4 py-2 text-right">
                      <Money of={kes(cents)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Sideways>
      </Card>
      {skipped.length > 0 && (
        <Card title={t('catalog.test.skipped')}>
          <ul className="grid gap-1 text-sm text-soft">
            {skipped.map((step, place) => (
              <li key={place}>{explainStep(step, language)}</li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
