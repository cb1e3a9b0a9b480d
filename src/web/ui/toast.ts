import { useSyncExternalStore } from 'react'

export type Toast = {
  id: number
  tone: 'good' | 'bad' | 'info'
  title: string
  detail?: string | undefined
  action?: { label: string; run: () => void } | undefined
  /** Milliseconds on the screen; errors stay until they are closed. */
  stays_ms: number
}

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

type Extra = { detail?: string; action?: Toast['action']; stays_ms?: number }

function show(tone: Toast['tone'], title: string, extra: Extra = {}): number {
  const id = ++lastId
  const stays_ms = extra.stays_ms ?? (tone === 'bad' ? Infinity : extra.action ? 10_000 : 5_000)
  // More than four would cover the work; the oldest has been seen.
  set([...toasts.slice(-3), { ...extra, id, tone, title, stays_ms }])
  return id
}

/** Tells the result of something the person did. `toast.good(t('sites.opened'), { action: { label: undo, run } })`. */
export const toast = {
  good: (title: string, extra?: Extra) => show('good', title, extra),
  bad: (title: string, extra?: Extra) => show('bad', title, extra),
  info: (title: string, extra?: Extra) => show('info', title, extra),
  close: (id: number) => set(toasts.filter((each) => each.id !== id)),
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts)
}
