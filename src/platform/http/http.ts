import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { nobody } from '#kernel/actor.ts'
import { admit } from '#platform/http/access.ts'
import { answererOf } from '#platform/http/answer.ts'
import { crossingOf, type Crossing } from '#platform/http/crossing.ts'
import { answerFailure, PARAM_CHARS_MAX } from '#platform/http/failure.ts'
import { dataHeaders } from '#platform/http/headers.ts'
import { mountDocs } from '#platform/http/docs.ts'
import { mountHealth } from '#platform/http/health.ts'
import { HOOKS_AT, mountHooks } from '#platform/http/hooks.ts'
import { createKeptPages } from '#platform/http/kept.ts'
import { createLimits } from '#platform/http/limits.ts'
import { BOUNDS, type Ground, type Http, type HttpOptions } from '#platform/http/options.ts'
import { checkOrigin } from '#platform/http/origin.ts'
import { parseJson } from '#platform/http/parse.ts'
import { mountPages } from '#platform/http/pages.ts'
import { EdgeError, problem } from '#platform/http/problems.ts'
import { noSuchPage } from '#platform/http/refusals.ts'
import { createRedirect, createServer } from '#platform/http/server.ts'
import { mountWeb } from '#platform/http/static.ts'
import { createStreams } from '#platform/http/streams.ts'
import { checkReach } from '#platform/http/within-sites.ts'
import { sitesOf } from '#platform/reach.ts'
import type { Route } from '#platform/serve.ts'
import { Trouble } from '#platform/trouble.ts'

export type { Http, HttpOptions } from '#platform/http/options.ts'

declare module 'fastify' {
  interface FastifyRequest {
    crossing: Crossing
  }
}

const BODY_LIMIT = 256 * 1024

/**
 * The HTTP edge: every endpoint of every manifest behind one way of deciding who may call, of reading
 * what they sent, of opening a unit of work and of answering. Fastify is used in this folder only.
 */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const all = { ...BOUNDS, ...options.bounds }
  const now_ms = () => performance.now()
  const ground: Ground = {
    ...options,
    all,
    limits: createLimits({
      units: options.units,
      now_ms,
      ...(options.paces && { paces: options.paces }),
    }),
    streams: createStreams(options, all),
    kept: createKeptPages(options.live, now_ms),
  }
  const routes = options.manifests.flatMap((manifest) => manifest.routes ?? [])
  let isDraining = false
  let redirect: Server | undefined
  let stopServer: () => void = () => undefined

  const app = fastify({
    serverFactory: (handler) => {
      const made = createServer(handler, all, options)
      stopServer = made.close
      return made.server
    },
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    handlerTimeout: all.handler_ms,
    // What comes in while we drain is still answered; the connection closes after it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAM_CHARS_MAX, querystringParser: (raw) => ({ raw }) },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      request.crossing = crossingOf(request, 'unreadable', nobody)
      answerFailure(error, request, reply, ground)
    },
  })
  // The real value is put there by the first hook; Fastify wants the shape of a request to be known.
  app.decorateRequest('crossing')
  takeOnlyJson(app)
  app.addHook('onRequest', async (request) => {
    request.crossing = crossingOf(request, pageNameOf(request), nobody)
    // Hooks count what is wrong instead.
    if (!request.url.startsWith(HOOKS_AT)) ground.limits.atTheDoor(request.crossing.call)
  })
  closeAfterAnswers(app, () => isDraining)
  app.addHook('onResponse', async (request, reply) => logCrossing(request, reply, ground))
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply, ground))

  for (const route of routes) mount(app, route, ground)
  mountHooks(app, ground)
  mountPages(app, ground)
  mountHealth(app, ground, () => isDraining)
  mountDocs(app, {
    manifests: options.manifests,
    version: options.version ?? '0.0.0',
    origin: options.publicUrl?.origin ?? 'http://127.0.0.1:8080',
    cookie: options.sessionCookie ?? '__Host-kasi',
  })
  if (options.metrics) mountMetrics(app, options.metrics)
  const web = options.web === undefined ? undefined : mountWeb(app, options.web, options.maps ?? [])
  app.setNotFoundHandler((request, reply) => {
    if (web?.isPage(request)) return web.sendPage(request, reply)
    const allowed = methodsAt(routes, request.url)
    const error = allowed.length > 0 ? wrongMethod(allowed) : noSuchPage()
    return answerFailure(error, request, reply, ground)
  })
  await app.ready()

  return {
    inject: async (request) => app.inject(request),
    listen: async (at) => {
      const address = new URL(
        await app.listen(at).catch((error: unknown) => Promise.reject(inWords(error, at))),
      )
      // Fastify does not know what our own server speaks.
      if (options.tls) address.protocol = 'https:'
      if (options.tls && options.redirectPort !== undefined) {
        redirect = createRedirect(options.publicUrl ?? address)
        await listenAt(redirect, { host: at.host, port: options.redirectPort })
      }
      return address
    },
    close: async () => {
      isDraining = true
      ground.streams.close()
      redirect?.close()
      redirect?.closeAllConnections()
      const cut = setTimeout(() => app.server.closeAllConnections(), all.drain_ms)
      cut.unref()
      await app.close()
      clearTimeout(cut)
      stopServer()
    },
  }
}

/** Also after what was under way before the drain: a connection kept open for more would hold it up to its end. */
function closeAfterAnswers(app: FastifyInstance, isDraining: () => boolean): void {
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.header('connection', 'close')
  })
}

function takeOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(typeof body === 'string' ? Buffer.from(body) : body))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** One endpoint on the router: who may call is decided before the body is read. */
function mount(app: FastifyInstance, route: Route, ground: Ground): void {
  const { endpoint } = route
  checkReach(route)
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.bodyLimit ?? BODY_LIMIT,
    onRequest: async (request, reply) => {
      const { crossing } = request
      const { call } = crossing
      crossing.name = endpoint.name
      checkOrigin(endpoint.method, call.headers, ground.publicUrl?.origin)
      crossing.caughtUp = (await ground.live?.caughtUp()) ?? false
      crossing.actor = await ground.authenticate(call, { caughtUp: crossing.caughtUp })
      crossing.added.keep()
      reply.headers(ground.limits.forActor(endpoint, crossing.actor, call))
      admit(endpoint, crossing.actor, { now: ground.clock.now(), ...ground })
      crossing.sites = sitesOf(crossing.actor, endpoint)
    },
    handler: answererOf(route, ground),
  })
}

function mountMetrics(app: FastifyInstance, metrics: NonNullable<HttpOptions['metrics']>): void {
  app.get('/metrics', async (request, reply) => {
    const answer = await metrics(request.crossing.call)
    return reply
      .code(answer.status)
      .headers({ 'cache-control': 'no-store', 'content-type': answer.type })
      .send(answer.body)
  })
}

/** Low-cardinality names for what is no endpoint. */
function pageNameOf({ url }: FastifyRequest): string {
  if (url.startsWith('/api')) return 'http.unknown'
  return /^\/(metrics|healthz|readyz)/.test(url) ? 'http.operating' : 'http.page'
}

function wrongMethod(allowed: readonly string[]): EdgeError {
  const list = allowed.join(', ')
  return new EdgeError(405, 'platform.method_not_allowed', `This address takes ${list} only.`, {
    allow: list,
  })
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

/** What is not even HTTP never becomes a request; it is answered on the bare socket, if it still listens. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable)
    return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 431
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 408
        : 400
  const said = {
    400: problem(400, 'platform.unreadable_request', 'This is not a valid HTTP request.'),
    408: problem(408, 'platform.too_slow', 'The request did not arrive in time.'),
    431: problem(431, 'platform.headers_too_large', 'The headers of the request are too large.'),
  }[status]
  const body = JSON.stringify(said)
  const headers = {
    ...dataHeaders(false),
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${said.title}\r\n${head.join('')}\r\n${body}`)
}

function listenAt(server: Server, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(inWords(error, at)))
    server.listen(at.port, at.host, resolve)
  })
}

function inWords(error: unknown, at: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new Trouble(
        `Port ${at.port} on ${at.host} is in use by another program.`,
        'Stop that program, or choose another port with KASI_HTTP_PORT.',
        { cause: error },
      )
    case 'EACCES':
      return new Trouble(
        `Kasi may not listen at port ${at.port}.`,
        'Choose a port above 1023 with KASI_HTTP_PORT, or give Kasi CAP_NET_BIND_SERVICE.',
        { cause: error },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Trouble(
        `This machine has no address ${at.host}.`,
        'Set KASI_HTTP_HOST to an address of this machine, or to 0.0.0.0 for all of them.',
        { cause: error },
      )
    default:
      return error
  }
}

/** One structured line per request (house §7): enough to find it again, nothing that was sent. */
function logCrossing(request: FastifyRequest, reply: FastifyReply, ground: Ground): void {
  const { crossing, method } = request
  const { actor, name } = crossing
  const duration_ms = performance.now() - crossing.started_ms
  const status = reply.statusCode
  ground.observe?.({ endpoint: name, method, status, duration_s: duration_ms / 1000 })
  const line = {
    room: name.split('.', 1)[0],
    endpoint: name,
    method,
    status,
    duration_ms: Math.round(duration_ms * 10) / 10,
    actor: actor.kind,
    ...('id' in actor && { actorId: actor.id }),
    request: request.id,
    ...(crossing.code !== undefined && { code: crossing.code }),
    ...(crossing.fault !== undefined && { fault: crossing.fault }),
  }
  // Invalid input is the caller's own affair, and supervisors ask for health all day (house §7).
  if (status === 400 || name === 'http.operating') ground.log.debug(line, 'http')
  else ground.log.info(line, 'http')
}
