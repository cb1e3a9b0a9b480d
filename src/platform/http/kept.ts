import type { Actor } from '#kernel/actor.ts'
import { tablesOf } from '#platform/kept-pages.ts'
import type { Live } from '#platform/live.ts'
import type { Route } from '#platform/serve.ts'

/**
 * Pages of lists that are still true. One change makes every open screen read its list again, and a wall of screens
 * reads the same pages all day; each page is read from the database once until a table changes that it was made of.
 *
 * Nobody is answered from memory who could have known better: a page is only given to a caller for whom
 * `Live.caughtUp` said that every change committed before the call has been heard.
 */
export type KeptPages = {
  /** To be asked before the page is read; what changes after this is not in the page for sure. */
  moment(): number
  /** Keeps what a handler answered, if it said how long that is true (`ListSpec.keptUntilChanged`). */
  keep(key: string, page: unknown, text: Buffer, readAt: number): void
  find(key: string): Buffer | undefined
}

type Kept = {
  readonly text: Buffer
  readonly tables: readonly string[]
  readonly readAt: number
  readonly until_ms: number
}

/** Totals of thousands are some seconds old when they are read; this bounds how much older they become. */
const KEPT_MS = 10_000
const KEPT_BYTES_MAX = 32 * 1024 * 1024

export function createKeptPages(live: Live | undefined, now_ms: () => number): KeptPages {
  const pages = new Map<string, Kept>()
  let bytes = 0
  /** Counts what was heard, so that each change has its place in the order of all. */
  let heard = 0
  let missed = 0
  const changed = new Map<string, number>()
  live?.listen({
    changed: (table) => void changed.set(table, ++heard),
    missed: () => void (missed = ++heard),
  })

  function isTrue(tables: readonly string[], readAt: number): boolean {
    return readAt >= missed && tables.every((table) => readAt >= (changed.get(table) ?? 0))
  }

  function drop(key: string): void {
    const page = pages.get(key)
    if (page) bytes -= bytesOf(key, page)
    pages.delete(key)
  }

  return {
    moment: () => heard,
    find(key) {
      const page = pages.get(key)
      if (!page) return undefined
      if (page.until_ms > now_ms() && isTrue(page.tables, page.readAt)) return page.text
      drop(key)
      return undefined
    },
    keep(key, page, text, readAt) {
      const tables = tablesOf(page)
      if (!tables || !live?.isConnected() || !tables.every(live.tells)) return
      if (!isTrue(tables, readAt)) return
      drop(key)
      const kept: Kept = { text, tables, readAt, until_ms: now_ms() + KEPT_MS }
      pages.set(key, kept)
      bytes += bytesOf(key, kept)
      for (const oldest of pages.keys()) {
        if (bytes <= KEPT_BYTES_MAX) break
        drop(oldest)
      }
    },
  }
}

/** What is asked for may be many times as long as what is answered, and is kept with it. */
function bytesOf(key: string, { text }: Kept): number {
  return key.length + text.length
}

/**
 * Which pages are the same: asked for at the same address by the same person with the same rights. Undefined for
 * what is never kept: writes, files, single things, whatever shows personal data, which stays sealed at rest, and lists
 * below a thing whose site is looked up, because that look is a decision about access.
 */
export function pageKeyOf(
  { endpoint, siteOf }: Route,
  actor: Actor,
  url: string,
): string | undefined {
  if (endpoint.kind !== 'list' || endpoint.personal || typeof siteOf === 'function')
    return undefined
  return `${rightsOf(actor)} ${endpoint.name} ${url}`
}

/** An actor is made anew at every change of access, and never changed. */
const known = new WeakMap<Actor, string>()

function rightsOf(actor: Actor): string {
  const found = known.get(actor)
  if (found !== undefined) return found
  const plain = (_: string, value: unknown) =>
    value instanceof Set || value instanceof Map ? [...value] : value
  const rights = JSON.stringify(actor, plain)
  known.set(actor, rights)
  return rights
}
