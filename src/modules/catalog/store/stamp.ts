import { sql, type Insertable, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#platform/tx.ts'
import { authorOf } from '../rules/author.ts'

/** The moment and the author of this unit, as every table of ours keeps them. */
export function stamp(tx: Tx) {
  return { changed_at: tx.now, ...by(tx) }
}

export function made(tx: Tx) {
  return { made_at: tx.now, ...by(tx) }
}

function by(tx: Tx) {
  const author = authorOf(tx.actor)
  return { by_kind: author.kind, by_id: author.id }
}

export const nextVersion = sql<number>`version + 1`
type Stamped = 'version' | 'changed_at' | 'by_kind' | 'by_id'
export type New<T> = Omit<Insertable<T>, Stamped>
export type Change<T> = Omit<Updateable<T>, Stamped | 'id'>

/** A document as it is stored: what JSON carries, checked once more on the way in. */
export function document<S extends z.ZodType>(schema: S, value: z.output<S>): string {
  return JSON.stringify(z.encode(schema, value))
}

/** Two units that look for something to make at once must not both make it. */
export async function alone(tx: Tx, what: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalog ${what}`}, 0))`.execute(tx.sql)
}
