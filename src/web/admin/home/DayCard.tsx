import { useState } from 'react'
import { formatMoney, kes } from '#kernel/money.ts'
import type { Now } from '#modules/desk/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { Chart } from '#web/ui/chart/Chart.tsx'
import { formatCount, localeOf } from '#web/ui/format.ts'
import { Segmented } from '#web/ui/Segmented.tsx'
import { useClock } from '#web/ui/values.tsx'

type Picture = 'takings' | 'online'

/** How the day goes: what came in by the hour, and who was online. */
export function DayCard({ now: { network, takings } }: { now: Now }) {
  const t = useText()
  const [chosen, choose] = useState<Picture>('takings')
  if (!network && !takings) return null
  const shown = (chosen === 'takings' && takings) || !network ? 'takings' : 'online'
  return (
    <Card
      title={t(shown === 'takings' ? 'home.takingsByHour' : 'home.onlineLately')}
      actions={
        network &&
        takings && (
          <Segmented<Picture>
            label={t('home.picture')}
            value={shown}
            onChange={choose}
            options={[
              { value: 'takings', label: t('home.takingsShort') },
              { value: 'online', label: t('home.onlineShort') },
            ]}
          />
        )
      }
    >
      {shown === 'takings' && takings && <Takings hours={takings.hours} />}
      {shown === 'online' && network && <Online trend={network.trend} />}
    </Card>
  )
}

function Takings({ hours }: Pick<NonNullable<Now['takings']>, 'hours'>) {
  const t = useText()
  const language = useLanguage()
  const short = new Intl.NumberFormat(localeOf(language), { notation: 'compact' })
  // A chart draws with floats: whole shillings are far inside what they hold exactly.
  const shillings = (cents: string | null) => Number(cents ?? 0) / 100
  return (
    <Chart
      kind="bar"
      label={t('home.takingsByHour')}
      series={[
        { key: 'today', label: t('home.today') },
        { key: 'weekAgo', label: t('home.weekAgo') },
      ]}
      data={hours.map(({ hour, cents, weekAgo }) => ({
        at: `${String(hour).padStart(2, '0')}:00`,
        ...{ today: shillings(cents), weekAgo: shillings(weekAgo) },
      }))}
      format={(value) => formatMoney(kes(BigInt(Math.round(value * 100))), language)}
      formatAxis={(value) => short.format(value)}
    />
  )
}

function Online({ trend }: Pick<NonNullable<Now['network']>, 'trend'>) {
  const t = useText()
  const language = useLanguage()
  const { zone } = useClock()
  const time = (at: string) =>
    Temporal.Instant.from(at)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' })
  return (
    <Chart
      kind="area"
      label={t('home.onlineLately')}
      series={[{ key: 'online', label: t('home.onlineShort') }]}
      data={trend.map(({ at, online }) => ({ at, online }))}
      format={(value) => formatCount(value, language)}
      formatAt={time}
    />
  )
}
