import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { can } from '#kernel/actor.ts'
import { QUERY_HEADER, type Endpoint } from '#kernel/endpoint.ts'
import { Refusal } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import { checkSites, sitesIn } from '#platform/http/access.ts'
import { originOf, type Crossing } from '#platform/http/crossing.ts'
import { csvStream } from '#platform/http/csv-stream.ts'
import { dataHeaders, disposition, fileHeaders } from '#platform/http/headers.ts'
import type { Ground } from '#platform/http/options.ts'
import { once, repeatable } from '#platform/http/idempotency.ts'
import { deviceCookieName, deviceCookieOf } from '#platform/http/limits.ts'
import { pageKeyOf } from '#platform/http/kept.ts'
import { inputParser } from '#platform/http/parse.ts'
import { EdgeError } from '#platform/http/problems.ts'
import { bodyNotWanted, notAllowed } from '#platform/http/refusals.ts'
import { replyWriter } from '#platform/http/reply.ts'
import { uploadChecker } from '#platform/http/uploads.ts'
import { asPrecondition, etagReader, withIfMatch } from '#platform/http/versions.ts'
import { withinSites } from '#platform/http/within-sites.ts'
import { sitesInBoth, sitesOf } from '#platform/reach.ts'
import type { FileReply, Route } from '#platform/serve.ts'
import { noTracing } from '#platform/tracing.ts'
import type { Read, Tx, Units } from '#platform/tx.ts'

export const EXPORT = 'platform.export'

/** Each holds a database connection for as long as its reader takes. */
const EXPORTS_MAX = 3

/** Makes the function that answers one endpoint, for an actor who may call it. */
export function answererOf(route: Route, ground: Ground): RouteHandlerMethod {
  const { endpoint } = route
  const parse = inputParser(endpoint)
  const answer = wayOf(route, ground)
  const { trace = noTracing.span } = ground

  return async (request, reply) => {
    const { crossing } = request
    const query = queryOf(request.url, crossing.call.headers[QUERY_HEADER])
    if (crossing.caughtUp) {
      crossing.pageKey = pageKeyOf(route, crossing.actor, `${pathOf(request.url)}?${query}`)
      const kept = crossing.pageKey === undefined ? undefined : ground.kept.find(crossing.pageKey)
      // The same person was let through with the same rights before, in every check that follows.
      if (kept) return sendJson(request, reply, kept)
    }
    if (request.body !== undefined && !takesBody(endpoint)) throw bodyNotWanted()
    // The router's parameters are decoded texts by their names.
    const path = request.params as Record<string, string>
    const arrived = { path, query, body: request.body }
    const ifMatch = crossing.call.headers['if-match']
    const wanted = withIfMatch(endpoint, arrived, ifMatch)
    const input = parse(wanted, (given) => checkSites(endpoint, crossing.actor, given))
    crossing.input = input
    // Again, because a contract may bring a site into another form, or have one by default.
    checkSites(endpoint, crossing.actor, input)
    if (endpoint.pace === 'guess') {
      giveDevice(crossing, request.protocol === 'https')
      await ground.limits.forGuess(endpoint, input, crossing.call)
    }
    const about = { 'http.route': endpoint.path, 'kasi.request': crossing.call.requestId }
    const { traceparent } = crossing.call.headers
    return trace(`http ${endpoint.name}`, { ...about, traceparent }, () =>
      answer(input, request, reply).catch((error: unknown) => {
        throw ifMatch === undefined ? error : asPrecondition(error)
      }),
    )
  }
}

type Answer = (input: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

function wayOf(bare: Route, ground: Ground): Answer {
  const route = { ...bare, handle: withinSites(bare) }
  const { kind } = route.endpoint
  if (route.stream) return ground.streams.answererOf({ ...route, stream: route.stream })
  if (kind === 'file') return answerFile(route, ground)
  if (route.endpoint.method !== 'GET') return answerWrite(route, ground)
  const json = answerRead(route, ground)
  if (kind !== 'list') return json
  const csv = answerCsv(route, ground)
  return (input, request, reply) =>
    fieldOf(input, 'format') === 'csv' ? csv(input, request, reply) : json(input, request, reply)
}

function answerRead({ endpoint, handle }: Route, ground: Ground): Answer {
  const write = replyWriter(endpoint)
  const etagOf = etagReader(endpoint)
  const { units } = ground
  // `listRows` is one statement, and a page that also looks up names may see them a moment later.
  const open: Units['read'] = endpoint.kind === 'list' ? units.glance : units.read
  return async (input, request, reply) => {
    const { crossing } = request
    const readAt = ground.kept.moment()
    const result = await open(originOf(crossing), (read) =>
      again(crossing, () => handle(read, input, crossing.call)),
    )
    if (result instanceof Refusal) throw result
    const text = write(result)
    if (endpoint.personal) await looked(crossing, endpoint, input, ground)
    const etag = etagOf(text)
    if (etag !== undefined) reply.header('etag', etag)
    const bytes = Buffer.from(text)
    if (crossing.pageKey !== undefined) ground.kept.keep(crossing.pageKey, result, bytes, readAt)
    return sendJson(request, reply, bytes)
  }
}

function answerWrite({ endpoint, handle }: Route, ground: Ground): Answer {
  const write = replyWriter(endpoint)
  const etagOf = etagReader(endpoint)
  const checkUploads = uploadChecker(endpoint, ground)
  return async (input, request, reply) => {
    const { crossing } = request
    await checkUploads(input)
    const key = crossing.call.headers['idempotency-key']
    const call = repeatable(key, crossing.actor, endpoint, input)
    const work = async (tx: Tx) => {
      const result = await again(crossing, () => handle(tx, input, crossing.call))
      if (!(result instanceof Refusal)) return write(result)
      audit(tx, { refused: result.code })
      crossing.isRecorded = true
      return result
    }
    const { text, replayed } = await ground.units.unit(originOf(crossing), async (tx) =>
      call ? once(tx, call, () => work(tx)) : { text: await work(tx), replayed: false },
    )
    if (text instanceof Refusal) throw text
    if (endpoint.personal) await looked(crossing, endpoint, input, ground)
    if (replayed) reply.header('idempotency-replayed', 'true')
    const etag = etagOf(text)
    if (etag !== undefined) reply.header('etag', etag)
    return sendJson(request, reply, text)
  }
}

function answerFile(route: Route, ground: Ground): Answer {
  const { endpoint } = route
  return async (input, request, reply) => {
    const { crossing } = request
    const file = await ground.units.read(originOf(crossing), (read) =>
      again(crossing, () => route.handle(read, input, crossing.call)),
    )
    if (file instanceof Refusal) throw file
    if (!isFile(file)) throw new Error(`${endpoint.name} is a file endpoint: use serveFile`)
    if (endpoint.personal) await looked(crossing, endpoint, input, ground)
    crossing.added.writeTo(reply)
    const headers = fileHeaders(file, request.protocol === 'https')
    reply.headers(headers)
    if (headers.etag !== undefined && request.headers['if-none-match'] === headers.etag)
      return reply.code(304).send()
    return reply.send(Buffer.from(file.bytes))
  }
}

function answerCsv({ endpoint, handle }: Route, ground: Ground): Answer {
  let running = 0
  return async (input, request, reply) => {
    const { crossing } = request
    if (endpoint.personal) mayExport(crossing)
    ground.limits.forHeavy(crossing.actor, crossing.call)
    if (running >= EXPORTS_MAX)
      throw new EdgeError(
        503,
        'platform.busy',
        'Other downloads of this list are under way. Try again when one of them is done.',
        { 'retry-after': '15' },
      )
    running++
    const stream = await csvStream({
      endpoint,
      input: Object.fromEntries(Object.entries(input ?? {})),
      read: (work) => ground.units.read(originOf(crossing), work),
      readPage: async (read: Read, page) => {
        const result = await handle(read, page, crossing.call)
        if (result instanceof Refusal) throw result
        return result
      },
      stall_ms: ground.all.csvStall_ms,
      longest_ms: ground.all.csv_ms,
      onFault: (err) => ground.log.error({ err, endpoint: endpoint.name }, 'A CSV broke off'),
    }).catch((error: unknown) => {
      running--
      throw error
    })
    stream.once('close', () => running--)
    if (endpoint.personal)
      await looked(crossing, endpoint, input, ground, 'csv').catch((error: unknown) => {
        stream.destroy()
        throw error
      })
    return reply
      .headers(dataHeaders(request.protocol === 'https'))
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', disposition('attachment', fileNameOf(endpoint, ground)))
      .send(stream)
  }
}

/** Whoever may export at some sites exports those only, as far as they see the list. */
function mayExport(crossing: Crossing): void {
  if (!can(crossing.actor, EXPORT)) throw notAllowed({ permission: EXPORT })
  const sites = sitesOf(crossing.actor, { access: EXPORT })
  crossing.sites = sitesInBoth(crossing.sites ?? 'all', sites)
}

/** `sites-2026-11-20.csv`, by the ISP's own calendar. */
function fileNameOf({ name }: Endpoint, { clock, timeZone = 'Africa/Nairobi' }: Ground): string {
  const what = name.split('.')[1]?.replace(/^list-/, '') ?? 'list'
  return `${what}-${clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString()}.csv`
}

function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string | Buffer,
): FastifyReply {
  request.crossing.added.writeTo(reply)
  return reply
    .headers(dataHeaders(request.protocol === 'https'))
    .header('content-type', 'application/json; charset=utf-8')
    .send(text)
}

/** A unit may run its work again after a serialization failure: what the last run added is what counts. */
async function again<T>(crossing: Crossing, work: () => Promise<T>): Promise<T> {
  crossing.added.restart()
  return work()
}

/** Written before the answer leaves: who looked at whose personal data must never be missing (ASVS 5.0 V16.3). */
async function looked(
  crossing: Crossing,
  endpoint: Endpoint,
  input: unknown,
  ground: Ground,
  reason?: string,
): Promise<void> {
  const [siteId] = sitesIn(input)
  await ground.audit?.record(originOf(crossing), {
    outcome: 'looked',
    objects: objectsOf(endpoint, input),
    ...(siteId !== undefined && { siteId }),
    ...(reason !== undefined && { reason }),
  })
}

/** What the path names: `/api/sites/:siteId` of `organization` is the row of `organization.site`. */
function objectsOf({ name, path }: Endpoint, input: unknown) {
  const room = name.split('.', 1)[0] ?? ''
  return [...path.matchAll(/:(\w+)/g)].flatMap(([, parameter = '']) => {
    const id = fieldOf(input, parameter)
    if (typeof id !== 'string') return []
    const table = parameter.replace(/Id$/, '').replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
    return [{ table: `${room}.${table}` as const, id }]
  })
}

/** A cookie that tells this browser from others, for counting its guesses. */
export function giveDevice(crossing: Crossing, overTls: boolean): void {
  if (deviceCookieOf(crossing.call) !== undefined) return
  const device = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  const year_s = 365 * 24 * 60 * 60
  crossing.call.addCookie(
    `${deviceCookieName(overTls)}=${device}; Path=/; Max-Age=${year_s}; HttpOnly; SameSite=Lax${overTls ? '; Secure' : ''}`,
  )
  crossing.added.keep()
}

function fieldOf(input: unknown, name: string): unknown {
  if (typeof input !== 'object' || input === null) return undefined
  return Object.getOwnPropertyDescriptor(input, name)?.value
}

function isFile(given: unknown): given is FileReply {
  return typeof given === 'object' && given !== null && 'bytes' in given && 'mediaType' in given
}

function takesBody({ method }: Endpoint): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url
}

/** The query string of the address and that of the header, as one: a field in both is a field given twice. */
function queryOf(url: string, header: string | undefined): string {
  const at = url.indexOf('?')
  return [at < 0 ? '' : url.slice(at + 1), header ?? ''].filter(Boolean).join('&')
}
