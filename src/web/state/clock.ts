import { useSyncExternalStore } from 'react'

/** The only place in the web that reads a clock: "3 minutes ago" and "ends in" need one. */
export function now(): Temporal.Instant {
  return Temporal.Now.instant()
}

const TICK_MS = 30_000
let ticked = 0
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function listen(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    ticked++
    for (const each of listeners) each()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The moment, read again every half minute; one timer for all that show it. */
export function useNow(): Temporal.Instant {
  useSyncExternalStore(listen, () => ticked)
  return now()
}
