import type { Rate } from '#kernel/rate.ts'
import type { Secret } from '#platform/secret.ts'

/** Where the API of a router is, and how to get in. */
export type RouterDoor = {
  readonly address: string
  readonly port: number
  readonly tls: boolean
  readonly name: string
  readonly password: Secret
}

/** A session as its router tells it apart. What is null is not known, and not compared. */
export type RouterSession = {
  readonly userName: string
  readonly nasSession: string
  readonly ipv4: string | null
  readonly station: string | null
}

/** Why nothing came of it. `refused`: the router understood, and said no. */
export type ApiFailure = {
  readonly kind: 'unreachable' | 'silent' | 'wrong-login' | 'refused'
  readonly said: string
}

/** All sessions that a router has, as far as its lists show them; or why it did not say. */
export type RouterAnswer =
  | { readonly kind: 'listed'; readonly sessions: RouterSession[] }
  | ApiFailure

/** A router asked through its management API: the way that is left where RADIUS finds no answer. Never rejects for what a router does. */
export type RouterApi = {
  greet(door: RouterDoor): Promise<{ kind: 'well'; name: string; version: string } | ApiFailure>
  sessions(door: RouterDoor): Promise<RouterAnswer>
  endSession(
    door: RouterDoor,
    session: RouterSession,
  ): Promise<{ kind: 'ended' | 'not-there' } | ApiFailure>
  /** `fixed`: the speed of this session cannot be changed while it lasts. */
  setRate(
    door: RouterDoor,
    session: RouterSession,
    rate: Rate,
  ): Promise<{ kind: 'set' | 'fixed' | 'not-there' } | ApiFailure>
  close(): void
}
