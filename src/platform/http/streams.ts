import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Actor } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { admit, isWithinReach } from '#platform/http/access.ts'
import { dataHeaders } from '#platform/http/headers.ts'
import type { Bounds, HttpOptions } from '#platform/http/options.ts'
import { EdgeError } from '#platform/http/problems.ts'
import { tooManyStreams } from '#platform/http/refusals.ts'
import { replyWriter } from '#platform/http/reply.ts'
import type { Announcement, Call, Route, StreamSource } from '#platform/serve.ts'

/**
 * Server-sent events (WHATWG HTML §9.2): live screens. A message says that something changed; the screen
 * reads the rest. Every message has an id; whoever comes back with the last one gets what was missed, or
 * the event `resync` where we no longer know.
 */
export type Streams = {
  answererOf(
    route: Route & { stream: StreamSource },
  ): (input: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  /** Ends all of them; whoever listens comes back to another process, or to this one later. */
  close(): void
  readonly size: () => number
}

type Listener = {
  readonly endpoint: Endpoint
  readonly source: StreamSource
  readonly input: unknown
  readonly call: Call
  readonly write: (message: unknown) => string
  readonly response: ServerResponse
  actor: Actor
}

/** Messages kept for those who lost the connection for a moment. */
const KEPT = 1000
/** Bytes waiting for one slow listener; beyond this it is cut off and starts over with a resync. */
const WAITING_MAX = 256 * 1024
const STREAMS_MAX = 5000

export function createStreams(options: HttpOptions, bounds: Bounds): Streams {
  // Ids of another process, or of this one before a restart, mean nothing here.
  const boot = crypto.randomUUID().slice(0, 8)
  const kept: { sequence: number; announcement: Announcement }[] = []
  const listeners = new Set<Listener>()
  let sequence = 0
  let isClosed = false

  const stop = options.live?.listen({
    hear(announcement) {
      sequence++
      kept.push({ sequence, announcement })
      if (kept.length > KEPT) kept.shift()
      for (const listener of listeners) tell(listener, announcement, sequence)
      // Who may listen is decided by staff: sessions end, roles change.
      if (announcement.name.startsWith('staff.')) void checkAll()
    },
    missed() {
      kept.length = 0
      sequence++
      for (const listener of listeners) send(listener, eventOf('resync', sequence, '{}'))
    },
  })
  const beat = setInterval(() => {
    for (const listener of listeners) send(listener, ': still here\n\n')
    void checkAll()
  }, bounds.heartbeat_ms)
  beat.unref()

  function eventOf(name: string, number: number, data: string): string {
    return `${name === 'message' ? '' : `event: ${name}\n`}id: ${boot}-${number}\ndata: ${data}\n\n`
  }

  function tell(listener: Listener, announcement: Announcement, number: number): void {
    const { source, actor, input } = listener
    if (!source.about.includes(announcement.name)) return
    if (isElsewhere(listener, announcement)) return
    try {
      const message = source.tell(announcement, actor, input)
      if (message !== undefined) send(listener, eventOf('message', number, listener.write(message)))
    } catch (err) {
      options.log.error({ err, endpoint: listener.endpoint.name }, 'A live message failed')
      end(listener)
    }
  }

  function send(listener: Listener, text: string): void {
    listener.response.write(text)
    if (listener.response.writableLength > WAITING_MAX) end(listener, true)
  }

  function end(listener: Listener, atOnce = false): void {
    listeners.delete(listener)
    // A listener that does not read would keep us waiting for the end of the buffer.
    if (atOnce) listener.response.destroy()
    else listener.response.end()
  }

  let isChecking = false
  let isCheckWanted = false
  /** Asks again who everybody is; ends the streams of those who may no longer listen. One round at a time. */
  async function checkAll(): Promise<void> {
    isCheckWanted = true
    if (isChecking) return
    isChecking = true
    while (isCheckWanted) {
      isCheckWanted = false
      for (const listener of listeners) await check(listener)
    }
    isChecking = false
  }

  async function check(listener: Listener): Promise<void> {
    try {
      listener.actor = await options.authenticate(listener.call, { unattended: true })
      admit(listener.endpoint, listener.actor, { now: options.clock.now() })
    } catch {
      // Signed out, forbidden by now, or nobody can tell: none of them may go on listening.
      end(listener)
    }
  }

  function catchUp(listener: Listener, lastId: string | undefined): void {
    const [bootOf, number] = lastId?.split('-') ?? []
    const last = Number(number)
    const oldest = kept[0]?.sequence ?? sequence + 1
    if (lastId === undefined) return send(listener, eventOf('hello', sequence, '{}'))
    if (bootOf !== boot || !Number.isInteger(last) || last > sequence || last < oldest - 1)
      return send(listener, eventOf('resync', sequence, '{}'))
    for (const one of kept) if (one.sequence > last) tell(listener, one.announcement, one.sequence)
  }

  return {
    size: () => listeners.size,
    answererOf: ({ endpoint, stream }) => {
      const write = replyWriter(endpoint)
      return async (input, request, reply) => {
        const { actor, call } = request.crossing
        if (isClosed || !options.live || listeners.size >= STREAMS_MAX)
          throw new EdgeError(503, 'platform.busy', 'Live screens are not available right now.', {
            'retry-after': '5',
          })
        const own = [...listeners].filter((other) => whoseOf(other) === whoseOf({ actor, call }))
        if (own.length >= bounds.streamsPerActor) throw tooManyStreams({ wait_s: 30 })

        reply.hijack()
        const response = reply.raw
        response.writeHead(200, {
          ...dataHeaders(request.protocol === 'https'),
          'content-type': 'text/event-stream; charset=utf-8',
          // nginx would keep messages until it has a bufferful.
          'x-accel-buffering': 'no',
        })
        const listener = { endpoint, source: stream, input, call, write, response, actor }
        response.on('error', () => listeners.delete(listener))
        response.on('close', () => listeners.delete(listener))
        send(listener, 'retry: 2000\n\n')
        catchUp(listener, call.headers['last-event-id'])
        listeners.add(listener)
      }
    },
    close: () => {
      isClosed = true
      clearInterval(beat)
      stop?.()
      for (const listener of listeners) end(listener)
    },
  }
}

/** What happened at no site concerns the whole ISP; a stream that reaches everywhere tells it to all. */
function isElsewhere({ endpoint, actor }: Listener, { facts }: Announcement): boolean {
  const siteId = typeof facts['siteId'] === 'string' ? facts['siteId'] : null
  if (siteId === null && endpoint.reach !== 'site') return false
  return !isWithinReach(endpoint, actor, siteId)
}

function whoseOf({ actor, call }: { actor: Actor; call: Call }): string {
  return 'id' in actor ? `${actor.kind}:${actor.id}` : call.ip
}
