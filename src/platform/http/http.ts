import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify'
import type { BaseLogger } from 'pino'
import { decideAccess, maySeeSite, nobody, type Actor } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { unreachable } from '#kernel/assert.ts'
import type { Clock } from '#platform/clock.ts'
import { crossingOf, type Crossing } from '#platform/http/crossing.ts'
import { dataHeaders } from '#platform/http/headers.ts'
import { checkOrigin } from '#platform/http/origin.ts'
import { inputParser, parseJson } from '#platform/http/parse.ts'
import { EdgeError, failureOf } from '#platform/http/problems.ts'
import {
  bodyNotWanted,
  bodyTooLarge,
  enrolFirst,
  noSuchPage,
  notAllowed,
  notForYou,
  proofNeeded,
  signInFirst,
  siteNotYours,
  unreadableAddress,
  unreadableRequest,
} from '#platform/http/refusals.ts'
import { replyWriter } from '#platform/http/reply.ts'
import type { Manifest } from '#platform/manifest.ts'
import type { Call, Route } from '#platform/serve.ts'
import type { Origin, Units } from '#platform/tx.ts'

declare module 'fastify' {
  interface FastifyRequest {
    crossing: Crossing
  }
}

export type HttpOptions = {
  readonly manifests: readonly Manifest[]
  readonly units: Units
  readonly clock: Clock
  readonly log: Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
  /** Who is calling. Throws only when it cannot find out; nobody is an answer. */
  readonly authenticate: (call: Call) => Promise<Actor>
  /** Our own origin as people type it, for the check of where writes come from. */
  readonly publicUrl?: URL | undefined
  /** Addresses, networks or `loopback`: whose X-Forwarded-… headers are believed. */
  readonly trustedProxies?: readonly string[]
  /** How old a proof of identity may be for endpoints with `stepUp`. */
  readonly proofLasts_s?: number
}

export type Http = {
  /** Answers a request without a socket, for tests. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
  listen(at: { host: string; port: number }): Promise<URL>
  close(): Promise<void>
}

const BODY_LIMIT = 256 * 1024
const PARAM_CHARS_MAX = 500
const PROOF_LASTS_S = 10 * 60
const HANDLER_TIMEOUT_MS = 60_000

export async function createHttp(options: HttpOptions): Promise<Http> {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    requestIdHeader: false,
    genReqId: newRequestId,
    handlerTimeout: HANDLER_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_CHARS_MAX, querystringParser: (raw) => ({ raw }) },
    frameworkErrors: (error, request, reply) => {
      request.crossing = crossingOf(request, 'unreadable', nobody)
      answerFailure(error, request, reply, options)
    },
  })
  // The real value is put there by the first hook; Fastify wants the shape of a request to be known.
  app.decorateRequest('crossing')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(typeof body === 'string' ? Buffer.from(body) : body))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })

  const routes = options.manifests.flatMap((manifest) => manifest.routes ?? [])
  for (const route of routes) mount(app, route, options)

  app.addHook('onRequest', async (request) => {
    if (!request.crossing) request.crossing = crossingOf(request, 'unknown', nobody)
  })
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(routes, request.url)
    const error = allowed.length > 0 ? wrongMethod(allowed) : noSuchPage()
    answerFailure(error, request, reply, options)
  })
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply, options))
  app.addHook('onResponse', async (request, reply) => logCrossing(request, reply, options))

  return {
    inject: async (request) => app.inject(request),
    listen: async (at) => new URL(await app.listen(at)),
    close: () => app.close(),
  }
}

/** One endpoint on the router: who may call is decided before the body is read. */
function mount(app: FastifyInstance, route: Route, options: HttpOptions): void {
  const { endpoint } = route
  const parse = inputParser(endpoint)
  const write = replyWriter(endpoint)
  const takesBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE'

  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.bodyLimit ?? BODY_LIMIT,
    onRequest: async (request) => {
      const crossing = crossingOf(request, endpoint.name, nobody)
      request.crossing = crossing
      checkOrigin(endpoint.method, crossing.call.headers, options.publicUrl?.origin)
      crossing.actor = await options.authenticate(crossing.call)
      admit(endpoint, crossing.actor, options)
    },
    handler: async (request, reply) => {
      const { crossing } = request
      if (!takesBody && request.body !== undefined) throw bodyNotWanted()
      const input = parse({
        path: request.params as Record<string, string>,
        query: queryOf(request.url),
        body: request.body,
      })
      checkSite(crossing.actor, input)
      const forget = crossing.added.mark()
      const origin = originOf(crossing)
      const work = (opened: Parameters<Route['handle']>[0]) => {
        forget()
        return route.handle(opened, input, crossing.call)
      }
      const result =
        endpoint.method === 'GET'
          ? await options.units.read(origin, work)
          : await options.units.unit(origin, work)
      const text = write(result)
      crossing.added.writeTo(reply)
      return reply
        .headers(dataHeaders(request.protocol === 'https'))
        .header('content-type', 'application/json; charset=utf-8')
        .send(text)
    },
  })
}

function admit(endpoint: Endpoint, actor: Actor, options: HttpOptions): void {
  const decision = decideAccess(actor, endpoint.access)
  switch (decision) {
    case 'yes':
      break
    case 'sign-in':
      throw signInFirst()
    case 'enrol':
      throw enrolFirst()
    case 'forbidden':
      throw endpoint.access.includes('.') && actor.kind === 'staff'
        ? notAllowed({ permission: endpoint.access })
        : notForYou()
    default:
      unreachable(decision)
  }
  if (!endpoint.stepUp || actor.kind !== 'staff') return
  const age_ms = options.clock.now().epochMilliseconds - actor.provenAt_ms
  if (age_ms > (options.proofLasts_s ?? PROOF_LASTS_S) * 1000) throw proofNeeded()
}

/** Whoever works at some sites only may name no other one, whatever the endpoint. */
function checkSite(actor: Actor, input: unknown): void {
  if (actor.kind !== 'staff' || actor.sites === 'all') return
  if (typeof input !== 'object' || input === null || !('siteId' in input)) return
  const named = Array.isArray(input.siteId) ? input.siteId : [input.siteId]
  for (const siteId of named)
    if (typeof siteId === 'string' && !maySeeSite(actor, siteId)) throw siteNotYours()
}

function originOf({ actor, name, call }: Crossing): Origin {
  const { requestId: id, ip, userAgent } = call
  return { actor, name, request: { id, ip, userAgent } }
}

function answerFailure(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
): void {
  const { problem, headers, cause } = failureOf(
    translate(thrown, request, reply),
    request.url.split('?', 1)[0] ?? '/',
  )
  const { crossing } = request
  crossing.code = problem.code
  if (problem.fault !== undefined) crossing.fault = problem.fault
  if (cause !== undefined) crossing.cause = cause
  if (problem.status >= 500)
    options.log.error({ err: cause, fault: problem.fault, endpoint: crossing.name }, problem.title)
  reply
    .status(problem.status)
    .headers(dataHeaders(request.protocol === 'https'))
    .headers(headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** Fastify's own errors in our words; everything else as it is. */
function translate(thrown: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      // The rest of the body is not worth reading.
      reply.header('connection', 'close')
      return bodyTooLarge({ limit: request.routeOptions.bodyLimit })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return new EdgeError(
        415,
        'platform.wrong_type',
        'The body must be JSON: send it with content-type: application/json.',
        { accept: 'application/json' },
      )
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return unreadableRequest()
    case 'FST_ERR_BAD_URL':
      return unreadableAddress({ why: 'its percent encoding is broken' })
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return unreadableAddress({ why: `a part of it is longer than ${PARAM_CHARS_MAX} characters` })
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new EdgeError(
        503,
        'platform.timeout',
        'This took too long and was given up. Try again, or ask for less.',
        { 'retry-after': '5' },
        { cause: thrown },
      )
    default:
      return thrown
  }
}

function wrongMethod(allowed: readonly string[]): EdgeError {
  return new EdgeError(
    405,
    'platform.method_not_allowed',
    `This address takes ${allowed.join(', ')} only.`,
    { allow: allowed.join(', ') },
  )
}

/** Only asked when nothing matched, so a walk over all routes is fast enough. */
function methodsAt(routes: readonly Route[], url: string): string[] {
  const parts = (url.split('?', 1)[0] ?? '').split('/')
  const methods = routes
    .filter(({ endpoint }) => {
      const wanted = endpoint.path.split('/')
      return (
        wanted.length === parts.length &&
        wanted.every((part, i) => (part.startsWith(':') ? parts[i] !== '' : part === parts[i]))
      )
    })
    .flatMap(({ endpoint }) => (endpoint.method === 'GET' ? ['GET', 'HEAD'] : [endpoint.method]))
  return [...new Set(methods)]
}

function queryOf(url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at + 1)
}

function newRequestId(): string {
  return crypto.randomUUID()
}

/** One structured line per request (house §7): enough to find it again, nothing that was sent. */
function logCrossing(request: FastifyRequest, reply: FastifyReply, { log }: HttpOptions): void {
  const { crossing } = request
  const { actor } = crossing
  log.info(
    {
      room: crossing.name.split('.', 1)[0],
      endpoint: crossing.name,
      method: request.method,
      status: reply.statusCode,
      duration_ms: Math.round((performance.now() - crossing.started_ms) * 10) / 10,
      actor: actor.kind,
      ...('id' in actor && { actorId: actor.id }),
      request: crossing.call.requestId,
      ...(crossing.code !== undefined && { code: crossing.code }),
      ...(crossing.fault !== undefined && { fault: crossing.fault }),
    },
    'http',
  )
}
