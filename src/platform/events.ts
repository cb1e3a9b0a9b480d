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

/** One announcement, as a reaction to many is told of it. */
export type Happened<E extends EventType = EventType> = {
  readonly payload: ParsedPayloadOf<E>
  readonly eventId: string
  readonly at: Temporal.Instant
}

/** What a later room does when an earlier room announces something, with once-only effect. */
export type Reaction<E extends EventType = EventType> = {
  readonly event: E
  /** `later`, from the queue, in a unit of its own; or `at-once`, in the unit that announces: see `atOnce`. */
  readonly when: 'later' | 'at-once'
  /** `room.verb-noun`; recorded with the event id so that it takes effect once. */
  readonly name: `${string}.${string}`
  readonly react: (
    tx: Tx,
    payload: ParsedPayloadOf<E>,
    about: { eventId: string; at: Temporal.Instant },
  ) => Promise<void>
  /**
   * Asked in the announcing unit: whether anybody is there for whom to react. If not, nothing is queued, which costs a
   * look instead of a job. Without it, each announcement is.
   */
  readonly isWanted?: (tx: Tx) => Promise<boolean>
  /** Which of the announcements it reacts to, by what they say. For the others it neither runs nor is queued. Without it, each. */
  readonly concerns?: (payload: PayloadOf<E>) => boolean
  /**
   * The reconciler that closes the same gap anyway, of a reaction `at-once`: where it throws, that one is woken instead of a job of its own,
   * so that what the business refuses for now is not also a job that fails.
   */
  readonly madeGoodBy?: `${string}.${string}`
  /** To all announcements of one unit together, where that costs less than one by one. */
  readonly together?: (tx: Tx, happened: readonly Happened<E>[]) => Promise<void>
}

export function on<E extends EventType>(
  event: E,
  name: Reaction['name'],
  react: Reaction<E>['react'],
  options: Pick<Reaction<E>, 'isWanted' | 'concerns'> = {},
): Reaction {
  return { event, name, when: 'later', react, ...options } as unknown as Reaction
}

/**
 * Like `on`, for a unit that announces the same of many at once: one job is told of all of them together, and where that throws, of each
 * alone. In no order: two announcements about one subscriber may be reacted to side by side.
 */
export function onTogether<E extends EventType>(
  event: E,
  name: Reaction['name'],
  react: NonNullable<Reaction<E>['together']>,
  options: Pick<Reaction<E>, 'isWanted' | 'concerns'> = {},
): Reaction {
  const alone: Reaction<E>['react'] = (tx, payload, about) => react(tx, [{ payload, ...about }])
  const together = react
  return { event, name, when: 'later', react: alone, together, ...options } as unknown as Reaction
}

/**
 * Like `on`, but in the transaction that announces, just before it commits: money and what it buys
 * become true together. The earlier room neither knows nor depends on it: where the reaction throws, only
 * its own work is undone, and the queue does it later. It makes the announcing unit longer, so it is for
 * what somebody waits for.
 */
export function atOnce<E extends EventType>(
  event: E,
  name: Reaction['name'],
  react: Reaction<E>['react'],
  options: Pick<Reaction<E>, 'concerns' | 'madeGoodBy'> = {},
): Reaction {
  return { event, name, when: 'at-once', react, ...options } as unknown as Reaction
}

/**
 * Like `atOnce`, for a unit that announces the same of many at once: `react` is told of all of them together, and where that
 * throws, of each alone.
 */
export function atOnceTogether<E extends EventType>(
  event: E,
  name: Reaction['name'],
  react: (tx: Tx, payloads: readonly ParsedPayloadOf<E>[]) => Promise<void>,
  options: Pick<Reaction<E>, 'concerns'> = {},
): Reaction {
  const alone: Reaction<E>['react'] = (tx, payload) => react(tx, [payload])
  const together: Reaction<E>['together'] = (tx, happened) =>
    react(
      tx,
      happened.map(({ payload }) => payload),
    )
  return { event, name, when: 'at-once', react: alone, together, ...options } as unknown as Reaction
}
