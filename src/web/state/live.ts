import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { subscribe, type StreamState } from '#kernel/client.ts'
import type { Endpoint, InputOf, ParsedReplyOf } from '#kernel/endpoint.ts'
import { refreshRooms } from '#web/api.ts'

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

/**
 * Keeps a screen live: while it is shown, messages of the stream go to `onMessage`, and whenever something
 * may have been missed the named rooms are read again.
 *
 * @public The first screens with a `stream` endpoint come with later rooms.
 */
export function useLive<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { refresh: readonly string[]; onMessage?: (message: ParsedReplyOf<E>) => void },
): void {
  const key = JSON.stringify(input)
  const onMessage = useEffectEvent((message: ParsedReplyOf<E>) => {
    if (options.onMessage) options.onMessage(message)
    else void refreshRooms(options.refresh)
  })
  const onResync = useEffectEvent(() => void refreshRooms(options.refresh))
  const inputNow = useEffectEvent(() => input)
  useEffect(() => {
    const stream = Symbol(endpoint.name)
    const stop = subscribe(endpoint, inputNow(), {
      onMessage: (message) => onMessage(message),
      onResync: () => onResync(),
      onState: (state) => set(stream, state),
      onEnd: () => set(stream, undefined),
    })
    return () => {
      stop()
      set(stream, undefined)
    }
  }, [endpoint, key])
}
