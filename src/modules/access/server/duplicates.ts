import { Buffer } from 'node:buffer'
import type { Packet } from '#radius/packet.ts'

/**
 * What was asked from one port of one NAS. RFC 5080 §2.2.2: the same source, id and authenticator is the
 * same request; the same id with another authenticator is a new one, because ids come around every 256.
 *
 * In a storm all of it lives just long enough to be moved to where the garbage collector seldom looks, and then dies. So nothing is made for a
 * request: authenticators, times and the short replies of accounting have their places, by id.
 */
type Remote = {
  readonly authenticators: Buffer
  readonly at_ms: Float64Array
  readonly states: Uint8Array
  readonly short: Buffer
  /** Replies that are longer than a header; none for most remotes that account. */
  readonly long: (Buffer | undefined)[]
  heardAt_ms: number
}

const FREE = 0
const IN_WORK = 1
const SHORT = 2
const LONG = 3

const IDS = 256
const AUTHENTICATOR = 16
/** A reply without attributes, as accounting has it (RFC 2866 §4.2). */
const HEADER = 20

/** How long a reply is kept to be sent again: longer than a NAS tries, shorter than it takes to use all ids at leisure. */
const KEPT_ms = 15_000
/** Ports that are remembered at most, 14 kB each and their long replies; a NAS may use many. Beyond it, work is done twice, which is harmless. */
const REMOTES_MAX = 4_096

/**
 * Recognises retransmissions before any work is done for them: in a storm most packets are, and working on
 * them is what makes other servers late for the next. Each transport has one.
 */
export class Duplicates {
  private readonly remotes = new Map<string, Remote>()

  /** `new`, `in-work`, or the reply that was sent before. */
  look(remote: string, request: Packet, now_ms: number): 'new' | 'in-work' | Buffer {
    const from = this.askedOf(remote, request)
    const { id } = request
    if (!from || now_ms - (from.at_ms[id] ?? 0) >= KEPT_ms) return 'new'
    switch (from.states[id]) {
      case SHORT:
        // A copy: what is sent may lie in a queue while its place is taken by another.
        return Buffer.from(from.short.subarray(id * HEADER, (id + 1) * HEADER))
      case LONG:
        return from.long[id] ?? 'in-work'
      default:
        return 'in-work'
    }
  }

  /** Remembers a request that is believed: one that anybody made up must not take the place of a true one. */
  take(remote: string, request: Packet, now_ms: number): void {
    const from = this.remoteOf(remote, now_ms)
    const { id } = request
    from.authenticators.set(request.authenticator, id * AUTHENTICATOR)
    from.at_ms[id] = now_ms
    from.states[id] = IN_WORK
    if (from.long[id]) from.long[id] = undefined
  }

  /** Keeps the reply, unless its id has been used for another request meanwhile. */
  answered(remote: string, request: Packet, reply: Buffer): void {
    const from = this.askedOf(remote, request)
    if (!from) return
    const { id } = request
    if (reply.length === HEADER) from.short.set(reply, id * HEADER)
    else from.long[id] = reply
    from.states[id] = reply.length === HEADER ? SHORT : LONG
  }

  /** Forgets a request that could not be answered, so that its retransmission is worked on. */
  forget(remote: string, request: Packet): void {
    const from = this.askedOf(remote, request)
    if (from) from.states[request.id] = FREE
  }

  /** To be called now and then: lets go of ports that have fallen silent. */
  sweep(now_ms: number): void {
    for (const [remote, { heardAt_ms }] of this.remotes)
      if (now_ms - heardAt_ms > KEPT_ms) this.remotes.delete(remote)
  }

  /** The remote, where it was this request that it asked last with this id. */
  private askedOf(remote: string, { id, bytes }: Packet): Remote | undefined {
    const from = this.remotes.get(remote)
    if (!from || from.states[id] === FREE) return undefined
    const at = id * AUTHENTICATOR
    const isSame = from.authenticators.compare(bytes, 4, HEADER, at, at + AUTHENTICATOR) === 0
    return isSame ? from : undefined
  }

  private remoteOf(remote: string, now_ms: number): Remote {
    const known = this.remotes.get(remote)
    if (known) {
      known.heardAt_ms = now_ms
      return known
    }
    if (this.remotes.size >= REMOTES_MAX) this.forgetOldest()
    const made: Remote = {
      authenticators: Buffer.alloc(IDS * AUTHENTICATOR),
      at_ms: new Float64Array(IDS),
      states: new Uint8Array(IDS),
      short: Buffer.alloc(IDS * HEADER),
      long: Array.from({ length: IDS }),
      heardAt_ms: now_ms,
    }
    this.remotes.set(remote, made)
    return made
  }

  /** The Map keeps the order of arrival: the first is the longest known, and most likely gone. */
  private forgetOldest(): void {
    const [oldest] = this.remotes.keys()
    if (oldest !== undefined) this.remotes.delete(oldest)
  }
}
