import type { z } from 'zod'
import type { Tx } from '#platform/tx.ts'

/** Something that happened, in the past tense: `organization.site-opened`. Ids and few facts, never rows. */
export type EventType<P extends z.ZodType = z.ZodType> = {
  readonly name: `${string}.${string}`
  readonly payload: P
}
export type PayloadOf<T extends { payload: z.ZodType }> = z.input<T['payload']>
export type ParsedPayloadOf<T extends { payload: z.ZodType }> = z.output<T['payload']>

export function defineEvent<P extends z.ZodType>(
  name: EventType['name'],
  payload: P,
): EventType<P> {
  return { name, payload }
}

/** What a later room does when an earlier room announces something. Runs in its own unit, with once-only effect. */
export type Reaction<E extends EventType = EventType> = {
  readonly event: E
  /** `room.verb-noun`; recorded with the event id so that it takes effect once. */
  readonly name: `${string}.${string}`
  readonly react: (
    tx: Tx,
    payload: ParsedPayloadOf<E>,
    about: { eventId: string; at: Temporal.Instant },
  ) => Promise<void>
}

export function on<E extends EventType>(
  event: E,
  name: Reaction['name'],
  react: Reaction<E>['react'],
): Reaction {
  return { event, name, react } as unknown as Reaction
}
