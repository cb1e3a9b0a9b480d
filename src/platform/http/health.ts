import type { FastifyInstance, FastifyReply } from 'fastify'
import type { HttpOptions } from '#platform/http/options.ts'

/** A check that hangs is a check that failed. */
const CHECK_MS = 3_000

/**
 * `/healthz`: this process answers; a supervisor restarts it when it does not. `/readyz`: it can do its
 * work now; a load balancer sends it nobody while it cannot. The names of what is wrong are told, the
 * details only to the log: these two need no sign-in.
 */
export function mountHealth(
  app: FastifyInstance,
  { ready = {}, log }: Pick<HttpOptions, 'ready' | 'log'>,
  isDraining: () => boolean,
): void {
  app.get('/healthz', (_request, reply) => send(reply, 200, { status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    const { code, body } = await readiness({ ready, log }, isDraining)
    return send(reply, code, body)
  })
}

export async function readiness(
  { ready = {}, log }: Pick<HttpOptions, 'ready'> & { log: Pick<HttpOptions['log'], 'warn'> },
  isDraining: () => boolean,
): Promise<{ code: 200 | 503; body: { status: string; checks: Record<string, string> } }> {
  const checks = await Promise.all(
    Object.entries(ready).map(async ([name, check]) => {
      const answer = await bounded(check)
      if (answer !== true) log.warn({ check: name, answer }, 'Not ready')
      return [name, answer === true ? 'ok' : 'failing'] as const
    }),
  )
  const isReady = !isDraining() && checks.every(([, state]) => state === 'ok')
  const status = isDraining() ? 'draining' : isReady ? 'ready' : 'not-ready'
  return { code: isReady ? 200 : 503, body: { status, checks: Object.fromEntries(checks) } }
}

async function bounded(check: () => Promise<true | string>): Promise<true | string> {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve(`no answer within ${CHECK_MS} ms`), CHECK_MS)
  try {
    return await Promise.race([check(), late.promise])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    clearTimeout(timer)
  }
}

function send(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
    .send(JSON.stringify(body))
}
