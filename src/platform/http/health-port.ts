import { createServer, type IncomingMessage } from 'node:http'
import { readiness } from '#platform/http/health.ts'
import type { HttpOptions, PlainAnswer } from '#platform/http/options.ts'
import { Trouble } from '#platform/trouble.ts'

export type HealthPort = { readonly port: number; close(): Promise<void> }

type HealthOptions = Pick<HttpOptions, 'ready' | 'log'> & {
  readonly metrics: (call: {
    ip: string
    authorization: string | undefined
  }) => Promise<PlainAnswer>
}

/** What a supervisor asks takes milliseconds; whoever takes longer to say it is none. */
const BOUNDS = { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 8_192 }
const CONNECTIONS_MAX = 50
const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * `/healthz`, `/readyz` and `/metrics` of a process that answers no HTTP otherwise, such as one that only answers RADIUS.
 * Nothing else is here: no sign-in, no API, no web.
 */
export async function openHealthPort(
  at: { host: string; port: number },
  options: HealthOptions,
): Promise<HealthPort> {
  let isDraining = false
  const server = createServer(BOUNDS, (request, response) => {
    void answer(request, options, () => isDraining).then(
      ({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
        response.end(request.method === 'HEAD' ? undefined : body)
      },
      (err: unknown) => {
        options.log.error({ err }, 'A question about health could not be answered')
        response.writeHead(500).end()
      },
    )
  })
  server.maxConnections = CONNECTIONS_MAX
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(at.port, at.host, resolve)
  await promise.catch((cause: NodeJS.ErrnoException) => {
    throw new Trouble(
      `The port of health, ${at.port} on ${at.host}, cannot be used (${cause.code ?? cause.message}).`,
      'Give each process of this machine its own KASI_HEALTH_PORT.',
      { cause },
    )
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : at.port,
    close: async () => {
      isDraining = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: IncomingMessage,
  { ready, log, metrics }: HealthOptions,
  isDraining: () => boolean,
): Promise<PlainAnswer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'GET only.')
  const path = (request.url ?? '').split('?', 1)[0]
  if (path === '/healthz') return { status: 200, type: JSON_TYPE, body: '{"status":"alive"}' }
  if (path === '/readyz') {
    const { code, body } = await readiness({ ...(ready && { ready }), log }, isDraining)
    return { status: code, type: JSON_TYPE, body: JSON.stringify(body) }
  }
  if (path !== '/metrics') return plain(404, 'Here are /healthz, /readyz and /metrics only.')
  const ip = request.socket.remoteAddress ?? ''
  return metrics({ ip, authorization: request.headers.authorization })
}

function plain(status: number, text: string): PlainAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n` }
}
