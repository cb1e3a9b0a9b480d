import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import type { NewJournal } from '../rules/journal.ts'
import type { Booked } from './book.ts'
import { postMany } from './post-many.ts'

/** Books one movement of money: once, whatever is repeated. See `postMany` for what it refuses. */
export async function post(tx: Tx, journal: NewJournal): Promise<Booked> {
  const [booked] = await postMany(tx, [journal])
  return must(booked, 'one journal was given')
}
