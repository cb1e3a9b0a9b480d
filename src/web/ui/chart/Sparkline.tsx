import { cn } from '#web/ui/cn.ts'

/** The shape of some numbers over time, as high as a line of text. Decoration next to the number it belongs to. */
export function Sparkline({
  values,
  className,
}: {
  values: readonly number[]
  className?: string
}) {
  if (values.length < 2) return null
  const most = Math.max(...values)
  const least = Math.min(...values)
  const points = values.map((value, place) => {
    const x = (place / (values.length - 1)) * 100
    const y = 22 - ((value - least) / (most - least || 1)) * 20
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={cn('h-6 w-24', className)}
    >
      <polygon points={`0,24 ${points.join(' ')} 100,24`} fill="var(--chart-1)" opacity="0.12" />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.75"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
