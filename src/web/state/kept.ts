import { useSyncExternalStore } from 'react'

/** Choices of this person on this machine (theme, table columns, density): small JSON in local storage. */
const PREFIX = 'kasi.'
const listeners = new Set<() => void>()
const memory = new Map<string, string>()

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return memory.get(name) ?? null
  }
}

export function keep(name: string, value: unknown): void {
  const written = typeof value === 'string' ? value : JSON.stringify(value)
  try {
    localStorage.setItem(PREFIX + name, written)
  } catch {
    // Forbidden or full storage must not break the screen: the choice lasts for this visit.
    memory.set(name, written)
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** `parse` gets what was kept (or null) and must cope with anything: people edit local storage. */
export function useKept<T>(name: string, parse: (kept: string | null) => T): T {
  return parse(useSyncExternalStore(subscribe, () => read(name)))
}
