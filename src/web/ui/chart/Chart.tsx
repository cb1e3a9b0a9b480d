import { Table2, TrendingUp } from 'lucide-react'
import { useState } from 'react'
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useText } from '#web/i18n/index.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

export type Series = { key: string; label: string }
export type Datum = { at: string } & Record<string, string | number>

type Props = {
  kind: 'line' | 'area' | 'bar'
  /** Read out, and the caption of the table behind it. */
  label: string
  series: readonly Series[]
  data: readonly Datum[]
  /** How a value is written, in tooltips and in the table. */
  format: (value: number) => string
  /** How the axis writes it, when that should be shorter. */
  formatAxis?: (value: number) => string
  formatAt?: (at: string) => string
  stacked?: boolean
  height?: number
}

const COLOURS = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
  'var(--chart-6)',
]
const AXIS = { fontSize: 12, fill: 'var(--soft)' }
const colourOf = (place: number) => COLOURS[place % COLOURS.length] ?? 'var(--chart-1)'

/** A chart for reports. The same numbers stand behind it as a table, for those who read better than they see. */
export function Chart(props: Props) {
  const { label, series, data, height = 260 } = props
  const t = useText()
  const [asTable, setAsTable] = useState(false)
  if (data.length === 0) return <EmptyState icon={TrendingUp} title={t('common.chart.noData')} />
  return (
    <figure className="grid gap-2">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="sr-only">{label}</span>
        {series.length > 1 &&
          series.map((each, place) => (
            <span key={each.key} className="inline-flex items-center gap-1.5 text-sm text-soft">
              <span
                aria-hidden="true"
                className="size-2.5 rounded-xs"
                style={{ backgroundColor: colourOf(place) }}
              />
              {each.label}
            </span>
          ))}
        <IconButton
          size="sm"
          className="ml-auto"
          label={asTable ? t('common.chart.asChart') : t('common.chart.asTable')}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <TrendingUp /> : <Table2 />}
        </IconButton>
      </figcaption>
      {asTable ? (
        <Numbers {...props} />
      ) : (
        <div role="img" aria-label={label} className="text-sm">
          <ResponsiveContainer width="100%" height={height}>
            <Drawing {...props} />
          </ResponsiveContainer>
        </div>
      )}
    </figure>
  )
}

function Drawing({
  kind,
  series,
  data,
  format,
  formatAxis = format,
  formatAt = (at) => at,
  stacked = false,
  ...size
}: Props) {
  const common = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        tickFormatter={formatAt}
        tick={<Moment formatAt={formatAt} />}
        tickLine={false}
        axisLine={{ stroke: 'var(--line)' }}
        minTickGap={24}
        interval="equidistantPreserveStart"
      />
      <YAxis
        tickFormatter={formatAxis}
        tick={AXIS}
        tickLine={false}
        axisLine={false}
        width="auto"
      />
      <Tooltip
        cursor={{ stroke: 'var(--field)', fill: 'var(--hover)', fillOpacity: 0.6 }}
        isAnimationActive={false}
        content={<Tip series={series} format={format} formatAt={formatAt} />}
      />
    </>
  )
  const margin = { top: 8, right: 8, bottom: 0, left: 0 }
  const rows = [...data]
  // Recharts draws what is below it; `size` is what ResponsiveContainer hands down.
  if (kind === 'bar')
    return (
      // What is below zero is stacked below it, and takes nothing off the bar above.
      <BarChart {...size} data={rows} margin={margin} stackOffset="sign">
        {common}
        {series.map((each, place) => (
          <Bar
            key={each.key}
            dataKey={each.key}
            fill={colourOf(place)}
            radius={stacked ? 0 : [3, 3, 0, 0]}
            maxBarSize={36}
            isAnimationActive={false}
            {...(stacked ? { stackId: 'all' } : {})}
          />
        ))}
      </BarChart>
    )
  if (kind === 'line')
    return (
      <LineChart {...size} data={rows} margin={margin}>
        {common}
        {series.map((each, place) => (
          <Line
            key={each.key}
            dataKey={each.key}
            stroke={colourOf(place)}
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
            type="monotone"
          />
        ))}
      </LineChart>
    )
  return (
    <AreaChart {...size} data={rows} margin={margin}>
      {common}
      {series.map((each, place) => (
        <Area
          key={each.key}
          dataKey={each.key}
          stroke={colourOf(place)}
          strokeWidth={2}
          fill={colourOf(place)}
          fillOpacity={0.14}
          isAnimationActive={false}
          type="monotone"
          {...(stacked ? { stackId: 'all' } : {})}
        />
      ))}
    </AreaChart>
  )
}

/** A letter of the axis is this wide, about. */
const LETTER_px = 6.5
type MomentProps = {
  formatAt: (at: string) => string
  /** Given by Recharts. */
  x?: number
  y?: number
  payload?: { value: string }
}

/** What stands at the left edge, where a line begins, has no room for its first half: it begins there as well. */
function Moment({ formatAt, x = 0, y = 0, payload }: MomentProps) {
  const text = formatAt(payload?.value ?? '')
  const half_px = (text.length * LETTER_px) / 2
  return (
    <text x={Math.max(x, half_px)} y={y} dy="0.71em" textAnchor="middle" {...AXIS}>
      {text}
    </text>
  )
}

type TipProps = {
  series: readonly Series[]
  format: (value: number) => string
  formatAt: (at: string) => string
  /** Given by Recharts. */
  active?: boolean
  payload?: readonly { payload?: Datum }[]
}

function Tip({ series, format, formatAt, active = false, payload = [] }: TipProps) {
  const row = payload[0]?.payload
  if (!active || !row) return null
  return (
    <div className="floating px-3 py-2 text-sm">
      <p className="mb-1 text-soft">{formatAt(row.at)}</p>
      {series.map((each, place) => (
        <p key={each.key} className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className="size-2.5 rounded-xs"
            style={{ backgroundColor: colourOf(place) }}
          />
          <span className="flex-1">{each.label}</span>
          <span className="tnum pl-4 font-medium">{format(Number(row[each.key] ?? 0))}</span>
        </p>
      ))}
    </div>
  )
}

function Numbers({ label, series, data, format, formatAt = (at) => at }: Props) {
  const t = useText()
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={label}
      className="max-h-72 overflow-auto rounded-md border"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-sunken text-left text-soft">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('common.chart.time')}
            </th>
            {series.map((each) => (
              <th key={each.key} scope="col" className="px-3 py-1.5 text-right font-medium">
                {each.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <tr key={row.at} className="border-t">
              <th scope="row" className="px-3 py-1 text-left font-normal">
                {formatAt(row.at)}
              </th>
              {series.map((each) => (
                <td key={each.key} className="tnum px-3 py-1 text-right">
                  {format(Number(row[each.key] ?? 0))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
