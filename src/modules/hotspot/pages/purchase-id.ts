import { createHash } from 'node:crypto'
import { newId } from '#kernel/id.ts'
import type { Read } from '#platform/tx.ts'
import { cameToNothing } from '../queries/purchases.ts'

/** Somebody who cancels this often by one form and sends it again is given a form of their own. */
const TURNS_MAX = 8

/** The id under which a form that was sent is a purchase: the one that it is already, unless that came to nothing. */
export async function purchaseIdFor(
  read: Read,
  { sent, wishes }: { sent: string; wishes: readonly string[] },
): Promise<string> {
  if (!isFormId(sent)) return newId(read.now)
  const ids = Array.from({ length: TURNS_MAX }, (_, turn) => purchaseIdOf(sent, wishes, turn))
  const ended = await cameToNothing(read, ids)
  return ids.find((id) => !ended.has(id)) ?? newId(read.now)
}

/**
 * The id of what somebody buys by a form: sent twice with the same wishes it is one purchase; gone back to and sent with another phone or
 * package it is another. `turn` counts the purchases of this form and these wishes that came to nothing. A UUID of version 8 (RFC 9562 §5.8)
 * with the form's own time in front.
 */
export function purchaseIdOf(form: string, wishes: readonly string[], turn: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([form, wishes, turn]))
    .digest('hex')
  return `${form.slice(0, 13)}-8${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}

/** What a form was given as its id; anything else was made up. */
export function isFormId(given: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given)
}
