import type { WhatIf } from '#modules/shaping/contract.ts'
import { useAmounts } from '#web/admin/usage/words.ts'
import { type Language, useLanguage, useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { Chart } from '#web/ui/chart/Chart.tsx'
import { formatCount, formatDay, formatShare, localeOf } from '#web/ui/format.ts'
import { StatTile } from '#web/ui/StatTile.tsx'

/** The answer in numbers, day by day, and how usage is spread. */
function monthName(month: string, language: Language): string {
  const first = Temporal.PlainDate.from(`${month}-01`)
  return first.toLocaleString(localeOf(language), { month: 'long', year: 'numeric' })
}

export function WhatIfAnswer({ answer }: { answer: WhatIf }) {
  const t = useText()
  const language = useLanguage()
  const { volume } = useAmounts()
  const count = (value: number) => formatCount(value, language)
  const series = answer.stages.map((_stage, place) => ({
    key: `stage${place}`,
    label: t('usage.whatIf.stage', { stage: place + 1 }),
  }))
  return (
    <div className="grid gap-6">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <StatTile
          label={`${t('usage.whatIf.services')} (${monthName(answer.month, language)})`}
          value={count(answer.services)}
          hint={`${t('usage.whatIf.moved')}: ${volume(answer.moved)}`}
        />
        {answer.stages.map(({ after, services, slowed, medianDay }, place) => (
          <StatTile
            key={after}
            label={`${t('usage.whatIf.stage', { stage: place + 1 })}: ${t('usage.whatIf.slowed')}`}
            value={count(services)}
            hint={
              services === 0
                ? t('usage.whatIf.nobody')
                : `${t('usage.whatIf.slowedOf', {
                    share: formatShare(services / answer.services, language),
                    volume: volume(slowed),
                  })}. ${t('usage.whatIf.median', { day: medianDay ?? 0 })}`
            }
          />
        ))}
      </div>
      <Card title={t('usage.whatIf.days')}>
        <Chart
          kind="line"
          label={t('usage.whatIf.days')}
          series={series}
          data={answer.days.map(({ day, reached }) => ({
            at: day,
            ...Object.fromEntries(reached.map((value, place) => [`stage${place}`, value])),
          }))}
          format={count}
          formatAt={(at) => formatDay(Temporal.PlainDate.from(at), language)}
        />
      </Card>
      <Card title={t('usage.whatIf.histogram')}>
        <Chart
          kind="bar"
          label={t('usage.whatIf.histogram')}
          series={[{ key: 'services', label: t('services.title') }]}
          data={answer.histogram.map(({ from, to, services }) => ({
            at: to
              ? t('usage.whatIf.bin', { from: volume(from), to: volume(to) })
              : t('usage.whatIf.binLast', { from: volume(from) }),
            services,
          }))}
          format={count}
          formatAt={(at) => at}
        />
      </Card>
    </div>
  )
}
