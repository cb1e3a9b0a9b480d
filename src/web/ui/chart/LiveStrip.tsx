import 'uplot/dist/uPlot.min.css'
import { useEffect, useEffectEvent, useState } from 'react'
import UPlot from 'uplot'
import { useTheme } from '#web/state/theme.ts'

type Props = {
  label: string
  /** Seconds since 1970, rising; the same length as each of `values`. */
  times: readonly number[]
  values: readonly { label: string; points: readonly (number | null)[] }[]
  format: (value: number) => string
  zone: string
  height?: number
}

const COLOURS = ['--chart-1', '--chart-2', '--chart-3']

/** Traffic as it flows: thousands of points, redrawn every second without effort. */
export function LiveStrip({ label, times, values, format, zone, height = 160 }: Props) {
  const { theme } = useTheme()
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const [plot, setPlot] = useState<UPlot>()
  const data = (): UPlot.AlignedData => [[...times], ...values.map((each) => [...each.points])]
  const dataNow = useEffectEvent(data)
  const formatNow = useEffectEvent(format)
  const names = values.map((each) => each.label).join('\n')

  useEffect(() => {
    if (!box) return
    const style = getComputedStyle(box)
    const token = (name: string) => style.getPropertyValue(name).trim()
    const axis = {
      stroke: token('--soft'),
      grid: { stroke: token('--line'), width: 1 },
      ticks: { show: false },
      font: `12px ${style.fontFamily}`,
    }
    const made = new UPlot(
      {
        width: box.clientWidth,
        height,
        legend: { show: false },
        cursor: { y: false },
        // `Date` is what uPlot takes and gives; nothing of it leaves this file.
        tzDate: (second) => UPlot.tzDate(new globalThis.Date(second * 1000), zone),
        scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.15)] } },
        axes: [
          { ...axis, space: 70, values: (_, ticks) => ticks.map((tick) => clockTime(tick, zone)) },
          { ...axis, size: 72, values: (_, ticks) => ticks.map((tick) => formatNow(tick)) },
        ],
        series: [
          {},
          ...names.split('\n').map((name, place) => {
            const stroke = token(COLOURS[place % COLOURS.length] ?? '--chart-1')
            return {
              label: name,
              stroke,
              width: 1.75,
              fill: `color-mix(in oklch, ${stroke} 12%, transparent)`,
              points: { show: false },
            }
          }),
        ],
      },
      dataNow(),
      box,
    )
    setPlot(made)
    const resize = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height }))
    resize.observe(box)
    return () => {
      resize.disconnect()
      made.destroy()
    }
  }, [box, height, names, zone, theme])

  useEffect(() => {
    plot?.setData(dataNow())
  }, [plot, times, values])

  return <div ref={setBox} role="img" aria-label={label} className="min-w-0 overflow-hidden" />
}

/** `21:05:30` in the ISP's zone. */
function clockTime(second: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'second' })
}
