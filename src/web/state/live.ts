import { useEffect, useSyncExternalStore } from 'react'
import { subscribe, type StreamState } from '#kernel/client.ts'
import { live } from '#platform/operations/contract.ts'
import { refreshRooms } from '#web/api.ts'
import { queries, SESSION_KEY } from '#web/queries.ts'
import { onceAttended } from '#web/state/attended.ts'

/** How the live connections of this page stand together: the worst of them, or nothing when there is none. */
const states = new Map<symbol, StreamState>()
const listeners = new Set<() => void>()

function set(stream: symbol, state: StreamState | undefined): void {
  if (state) states.set(stream, state)
  else states.delete(stream)
  for (const listener of listeners) listener()
}

function worst(): StreamState | undefined {
  const all = [...states.values()]
  return (
    all.find((state) => state === 'waiting') ??
    all.find((state) => state === 'connecting') ??
    all[0]
  )
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLiveState(): StreamState | undefined {
  return useSyncExternalStore(listen, worst)
}

/** Many things that happen together are read together. */
const COLLECT_MS = 500
/** Where something happens all the time, such as sessions that come and go, it is read again this often. */
const PAUSE_MS = 2_000

/**
 * Keeps what is on the screen fresh: whatever happened in a room makes what was read from it be read again, and so
 * does a gap in which something may have been missed. When the session ends, the shell hears of it at once.
 */
export function useLive(): void {
  useEffect(() => {
    const stream = Symbol('live')
    const rooms = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isFirst = true
    let refreshed_ms = -PAUSE_MS
    const refresh = () => {
      refreshed_ms = performance.now()
      timer = undefined
      void refreshRooms([...rooms])
      rooms.clear()
    }
    const stop = subscribe(
      live,
      {},
      {
        onMessage: ({ room }) => {
          rooms.add(room)
          const wait_ms = Math.max(COLLECT_MS, refreshed_ms + PAUSE_MS - performance.now())
          timer ??= setTimeout(() => onceAttended(refresh), wait_ms)
        },
        onResync: () => {
          // The page that has just been opened has just been read.
          if (!isFirst) onceAttended(refreshAll)
          isFirst = false
        },
        onState: (state) => set(stream, state),
        onEnd: () => {
          set(stream, undefined)
          void queries.invalidateQueries({ queryKey: SESSION_KEY })
        },
      },
    )
    return () => {
      stop()
      clearTimeout(timer)
      set(stream, undefined)
    }
  }, [])
}

function refreshAll(): void {
  void queries.invalidateQueries()
}
