import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/actor.ts'
import type { Problem } from '#kernel/problem.ts'
import { originOf } from '#platform/http/crossing.ts'
import { dataHeaders } from '#platform/http/headers.ts'
import type { HttpOptions } from '#platform/http/options.ts'
import { EdgeError, type Failure, failureOf } from '#platform/http/problems.ts'
import { bodyTooLarge, unreadableAddress, unreadableRequest } from '#platform/http/refusals.ts'

/** Longest part of a path that may be an id. */
export const PARAM_CHARS_MAX = 500

/** Puts whatever was thrown into words, logs faults with their causes, and tells the audit trail. */
export function describeFailure(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
): Failure {
  const path = request.url.split('?', 1)[0] ?? '/'
  const failure = failureOf(translate(thrown, request, reply), path)
  const { problem, cause } = failure
  const { crossing } = request
  crossing.code = problem.code
  if (problem.fault !== undefined) crossing.fault = problem.fault
  if (problem.status >= 500)
    options.log.error(
      { err: cause, fault: problem.fault, endpoint: crossing.name, request: request.id },
      problem.title,
    )
  tellAudit(problem, request, options)
  return failure
}

/** Answers whatever was thrown as a problem. */
export function answerFailure(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
): void {
  const { problem, headers } = describeFailure(thrown, request, reply, options)
  request.crossing.added.writeTo(reply)
  reply
    .status(problem.status)
    .headers(dataHeaders(request.protocol === 'https'))
    .headers(headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/**
 * What somebody known was refused, and writes of theirs that broke. Strangers leave no rows: anybody
 * could fill the trail with them; their tries at secrets are told by staff.
 */
function tellAudit(problem: Problem, request: FastifyRequest, { audit, log }: HttpOptions): void {
  const { crossing } = request
  if (!audit || crossing.isRecorded || !isKnown(crossing.actor)) return
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD'
  const outcome = problem.status >= 500 ? 'failed' : 'refused'
  if (problem.status !== 403 && !isWrite) return
  if (problem.status === 400 || problem.status === 429) return
  audit
    .record(originOf(crossing), { outcome, because: problem.fault ?? problem.code })
    // The answer is a no either way, so it does not wait; the log keeps what the trail could not.
    .catch((err: unknown) =>
      log.error(
        { err, endpoint: crossing.name, request: request.id },
        'A refusal is not in the audit trail',
      ),
    )
}

function isKnown(actor: Actor): boolean {
  return actor.kind === 'staff' || actor.kind === 'subscriber'
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
