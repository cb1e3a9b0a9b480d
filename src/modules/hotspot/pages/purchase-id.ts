import { createHash } from 'node:crypto'

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
