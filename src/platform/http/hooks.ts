import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { system } from '#kernel/actor.ts'
import { GroupCommit } from '#platform/group-commit.ts'
import type { Arrival, Hook, HookAnswer } from '#platform/hooks.ts'
import { Buckets } from '#platform/http/buckets.ts'
import { busyInWords } from '#platform/http/busy.ts'
import { dataHeaders } from '#platform/http/headers.ts'
import type { Ground } from '#platform/http/options.ts'
import { tooMany } from '#platform/http/refusals.ts'

export const HOOKS_AT = '/hooks/'
const BODY_LIMIT = 64 * 1024

/**
 * Who guesses at the secrets in our addresses is soon not heard any more. Calls that are known cost nothing: a provider tells all its
 * payments from a dozen addresses.
 */
const WRONG = { burst: 60, perMinute: 6 }

/** The addresses that other systems call. Bodies come as bytes, whatever they call themselves. */
export function mountHooks(app: FastifyInstance, ground: Ground): void {
  const hooks = ground.manifests.flatMap((manifest) => manifest.hooks ?? [])
  const wrong = new Buckets()
  void app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const hook of hooks) mountHook(own, hook, ground, wrong)
  })
}

const NOTHING_HERE: HookAnswer = { status: 404, body: 'Unknown', mediaType: 'text/plain' }

function mountHook(app: FastifyInstance, hook: Hook, ground: Ground, wrong: Buckets): void {
  const origin = { actor: system('hooks'), name: hook.name }
  const together = new GroupCommit<Arrival, HookAnswer>(
    (arrivals) => ground.units.unit(origin, (tx) => hook.take(tx, arrivals)),
    // Providers tell in no order and from many connections; two processes would do the same.
    { waiting: 5_000, batch: 500, lanes: 2 },
  )
  const onRequest = async ({ crossing }: FastifyRequest) => {
    crossing.name = hook.name
    const { isAllowed, wait_s } = wrong.peek(crossing.call.ip, WRONG, performance.now())
    if (!isAllowed) throw tooMany({ wait_s: Math.max(1, Math.ceil(wait_s)) })
  }
  const answerWith = (request: FastifyRequest, reply: FastifyReply, answer: HookAnswer) => {
    if (answer.status >= 400) wrong.take(request.crossing.call.ip, WRONG, performance.now())
    return reply
      .code(answer.status)
      .headers(dataHeaders(request.protocol === 'https'))
      .header('content-type', answer.mediaType)
      .send(answer.body)
  }
  const { prove } = hook
  if (prove)
    app.route({
      ...{ method: 'GET', url: hook.path, exposeHeadRoute: false, onRequest },
      handler: async (request, reply) => {
        const { ip, url } = request.crossing.call
        const params = request.params as Record<string, string>
        const asked = { params, ip, query: url.searchParams }
        const answer = await ground.units.read(origin, (read) => prove(read, asked))
        return answerWith(request, reply, answer ?? NOTHING_HERE)
      },
    })
  app.route({
    ...{ method: 'POST', url: hook.path, onRequest },
    bodyLimit: hook.bodyLimit ?? BODY_LIMIT,
    handler: async (request, reply) => {
      const { ip, headers } = request.crossing.call
      const params = request.params as Record<string, string>
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const answer = await together
        .add({ params, body, ip, headers })
        .catch((error: unknown) => Promise.reject(busyInWords(error)))
      return answerWith(request, reply, answer)
    },
  })
}
