import { z } from 'zod'
import type { Search } from '#web/search-params.ts'

/**
 * What somebody searches for among people: a name, a phone, an address on the network. It lives with the entry of this
 * browser's history, so that it survives reload and back, and never in the address, which proxies and others write
 * down (ASVS 5.0 V14.2.1).
 */
export const BESIDE_THE_ADDRESS: ReadonlySet<string> = new Set(['q', 'ip'])

const entry = z.object({ search: z.record(z.string(), z.union([z.string(), z.array(z.string())])) })

export function keptSearch(state: unknown): Search {
  return entry.safeParse(state).data?.search ?? {}
}

/** A search as its two parts: for the address, and for the entry of the history. */
export function partSearch(search: Record<string, unknown>) {
  const parts = Object.groupBy(Object.entries(search), ([name]) =>
    BESIDE_THE_ADDRESS.has(name) ? 'beside' : 'address',
  )
  return {
    address: Object.fromEntries(parts.address ?? []),
    state: entry.safeParse({ search: Object.fromEntries(parts.beside ?? []) }).data ?? {},
  }
}
