import type { Packet } from '#radius/packet.ts'

/**
 * What was asked from one port of one NAS. RFC 5080 §2.2.2: the same source, id and authenticator is the
 * same request; the same id with another authenticator is a new one, because ids come around every 256.
 */
type Asked = { authenticator: Buffer; at_ms: number; reply: Buffer | null }
type Remote = { asked: (Asked | undefined)[]; heardAt_ms: number }

/** How long a reply is kept to be sent again: longer than a NAS tries, shorter than it takes to use all ids at leisure. */
const KEPT_ms = 15_000
/** Ports that are remembered at most; a NAS may use many. Beyond it, work is done twice, which is harmless. */
const REMOTES_MAX = 8_192

/**
 * Recognises retransmissions before any work is done for them: in a storm most packets are, and working on
 * them is what makes other servers late for the next. Each transport has one.
 */
export class Duplicates {
  private readonly remotes = new Map<string, Remote>()

  /** `new`, `in-work`, or the reply that was sent before. */
  look(remote: string, request: Packet, now_ms: number): 'new' | 'in-work' | Buffer {
    const before = this.asked(remote, request)
    return before && now_ms - before.at_ms < KEPT_ms ? (before.reply ?? 'in-work') : 'new'
  }

  /** Remembers a request that is believed: one that anybody made up must not take the place of a true one. */
  take(remote: string, request: Packet, now_ms: number): void {
    const authenticator = Buffer.from(request.authenticator)
    const from = this.remoteOf(remote, now_ms)
    from.asked[request.id] = { authenticator, at_ms: now_ms, reply: null }
  }

  /** Keeps the reply, unless its id has been used for another request meanwhile. */
  answered(remote: string, request: Packet, reply: Buffer): void {
    const asked = this.asked(remote, request)
    if (asked) asked.reply = reply
  }

  /** Forgets a request that could not be answered, so that its retransmission is worked on. */
  forget(remote: string, request: Packet): void {
    if (this.asked(remote, request)) delete this.remotes.get(remote)?.asked[request.id]
  }

  /** To be called now and then: lets go of ports that have fallen silent. */
  sweep(now_ms: number): void {
    for (const [remote, { heardAt_ms }] of this.remotes)
      if (now_ms - heardAt_ms > KEPT_ms) this.remotes.delete(remote)
  }

  private asked(remote: string, request: Packet): Asked | undefined {
    const asked = this.remotes.get(remote)?.asked[request.id]
    return asked?.authenticator.equals(request.authenticator) ? asked : undefined
  }

  private remoteOf(remote: string, now_ms: number): Remote {
    const known = this.remotes.get(remote)
    if (known) {
      known.heardAt_ms = now_ms
      return known
    }
    if (this.remotes.size >= REMOTES_MAX) this.forgetOldest()
    const made: Remote = { asked: Array.from({ length: 256 }), heardAt_ms: now_ms }
    this.remotes.set(remote, made)
    return made
  }

  /** The Map keeps the order of arrival: the first is the longest known, and most likely gone. */
  private forgetOldest(): void {
    const [oldest] = this.remotes.keys()
    if (oldest !== undefined) this.remotes.delete(oldest)
  }
}
