import { useSyncExternalStore } from 'react'

/** Whether the server answers. Lost on the first failure, found again with the next answer. */
let isLost = false
const listeners = new Set<() => void>()

function set(lost: boolean): void {
  if (isLost === lost) return
  isLost = lost
  for (const listener of listeners) listener()
}

export const connection = {
  lost: () => set(true),
  found: () => set(false),
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnectionLost(): boolean {
  return useSyncExternalStore(subscribe, () => isLost)
}
