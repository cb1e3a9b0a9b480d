import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import { CHART_UNITS, readUsageChart } from '#modules/usage/contract.ts'
import { useAmounts } from '#web/admin/usage/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Chart } from '#web/ui/chart/Chart.tsx'
import { localeOf } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { Segmented } from '#web/ui/Segmented.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'

type Unit = (typeof CHART_UNITS)[number]
const SHAPE = {
  hour: { weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
} as const

/** Hours, days and months of a service, down and up. */
export function UsageChart({ serviceId }: { serviceId: string }) {
  const t = useText()
  const language = useLanguage()
  const { volume } = useAmounts()
  const [unit, setUnit] = useState<Unit>('day')
  const chart = useCall(readUsageChart, { serviceId, unit })
  const octets = (value: number) => volume(BigInt(Math.round(value)))
  return (
    <Card
      title={t('usage.chart')}
      actions={
        <Segmented
          label={t('usage.chart')}
          value={unit}
          onChange={setUnit}
          options={CHART_UNITS.map((value) => ({ value, label: t(`usage.units.${value}`) }))}
        />
      }
    >
      <Loaded of={chart} skeleton={<Skeleton className="h-64 w-full" />}>
        {({ points }) =>
          points.every(({ down, up }) => down === '0' && up === '0') ? (
            <EmptyState icon={ChartColumn} title={t(`usage.nothingIn.${unit}`)}>
              {t('usage.nothingHint')}
            </EmptyState>
          ) : (
            <Chart
              kind="bar"
              stacked
              label={t('usage.chart')}
              series={[
                { key: 'down', label: t('usage.down') },
                { key: 'up', label: t('usage.up') },
              ]}
              data={points.map(({ at, down, up }) => ({ at, down: Number(down), up: Number(up) }))}
              format={octets}
              formatAt={(at) =>
                Temporal.PlainDateTime.from(at).toLocaleString(localeOf(language), SHAPE[unit])
              }
            />
          )
        }
      </Loaded>
    </Card>
  )
}
