import { lazy, Suspense, useEffect, useState } from 'react'
import type { MapProps } from '#web/ui/map/DrawnMap.tsx'
import { cn } from '#web/ui/cn.ts'

const DrawnMap = lazy(async () => ({
  default: (await import('#web/ui/map/DrawnMap.tsx')).DrawnMap,
}))

/** Places on the land. Its code is large and drawing costs battery, so both wait until it comes into view. */
export function Map(props: MapProps) {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!frame) return
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: '200px' },
    )
    watcher.observe(frame)
    return () => watcher.disconnect()
  }, [frame])
  const empty = <div className={cn('rounded-lg border bg-sunken', props.className)} />
  return (
    <div ref={setFrame}>
      {seen ? (
        <Suspense fallback={empty}>
          <DrawnMap {...props} />
        </Suspense>
      ) : (
        empty
      )}
    </div>
  )
}
