import type { Enclosed } from '#platform/enclosures.ts'

/** A letter on its way out. `id` is the same however often it is tried: the key of its effect. */
export type OutgoingMail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Files that go with it. */
  readonly encloseds?: readonly Enclosed[]
}

/** How mail leaves the house. Throws when it was not taken; the queue then tries again. */
export type Mail = {
  send(mail: OutgoingMail, signal: AbortSignal): Promise<void>
}
