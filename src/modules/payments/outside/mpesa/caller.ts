import { Buffer } from 'node:buffer'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { whyUnlisted } from '#platform/outbound.ts'
import type { Door, Outcome } from './port.ts'

const TIMEOUT_ms = 20_000
const ANSWER_BYTES_MAX = 2_000_000
/** Of a token's life after which a new one is fetched. */
const RENEW_AT = 0.8

const tokenReply = z.looseObject({
  access_token: z.string().min(1),
  // A number in the documents, a text in production.
  expires_in: z.coerce.number().positive(),
})

/** Daraja's one shape of a refusal, at any status from 400 on. */
const errorReply = z.looseObject({
  errorCode: z.coerce.string(),
  errorMessage: z.coerce.string().default(''),
})

type Token = { readonly value: string; readonly goodUntil_ms: number }
type Answer = { readonly status: number; readonly body: unknown }
/** `isAnswer`: Daraja said so itself, having had the request. */
type Called<Done> = Outcome<Done> & { readonly isAnswer?: boolean }

/** Refused because of the token, which another process may have replaced: a new one is worth one more try. */
const BAD_TOKEN = new Set(['400.003.01', '401.002.01', '401.003.01', '404.001.03'])
/** Too many calls in a second, or in a day: the gateway let nothing through. "System is busy" has the code of the first. */
const BUSY = new Set(['500.003.02', '500.003.03'])
const TURNED_AWAY = /spike arrest|quota/i
/** What was let through by nobody is asked again soon, at moments that differ: a rush is over in seconds. */
const AGAIN_ms = [300, 900, 2_500] as const
/** A phone that is busy, wrong keys, a prompt that is still open: the caller tells them apart. */
const REFUSED_INSIDE = '500.001.1001'
/** Addresses that are registered, and every fault inside Daraja. */
const BROKEN_INSIDE = '500.003.1001'

/**
 * Calls Daraja with a token of the app, kept and renewed. Says what came of it in four words (`Outcome`); never throws but when
 * `signal` says so.
 */
export class DarajaCaller {
  private readonly tokens = new Map<string, Promise<Token>>()
  private readonly now_ms: () => number
  private readonly hosts: readonly string[] | undefined
  private readonly timeout_ms: () => number

  constructor(
    now_ms: () => number,
    hosts?: readonly string[],
    timeout_ms: () => number = () => TIMEOUT_ms,
  ) {
    this.timeout_ms = timeout_ms
    this.now_ms = now_ms
    this.hosts = hosts
  }

  /** As `call`, of what moves money out: that the system is busy does not say that nothing was taken. */
  async order<Reply extends z.ZodType>(
    door: Door,
    path: string,
    body: unknown,
    reply: Reply,
    signal: AbortSignal,
  ): Promise<Outcome<z.output<Reply>>> {
    const outcome = await this.call(door, path, body, reply, signal)
    return outcome.kind === 'busy' && outcome.isAnswer && !isTurnedAway(outcome)
      ? { kind: 'unknown', said: outcome.said }
      : outcome
  }

  async call<Reply extends z.ZodType>(
    door: Door,
    path: string,
    body: unknown,
    reply: Reply,
    signal: AbortSignal,
  ): Promise<Called<z.output<Reply>>> {
    const unlisted = whyUnlisted(door.at, this.hosts)
    if (unlisted !== undefined) return { kind: 'refused', code: 'kasi.unlisted', said: unlisted }
    const once = () => this.tryOnce(door, path, body, reply, signal)
    let outcome = await once()
    if (outcome.kind === 'refused' && BAD_TOKEN.has(outcome.code)) {
      this.tokens.delete(door.consumerKey)
      outcome = await once()
    }
    for (const wait_ms of AGAIN_ms) {
      if (!isTurnedAway(outcome)) break
      await sleep(randomInt(wait_ms / 2, wait_ms * 2), undefined, { signal })
      outcome = await once()
    }
    return outcome
  }

  private async tryOnce<Reply extends z.ZodType>(
    door: Door,
    path: string,
    body: unknown,
    reply: Reply,
    signal: AbortSignal,
  ): Promise<Called<z.output<Reply>>> {
    let token: Token
    try {
      token = await this.tokenOf(door, signal)
    } catch (error) {
      signal.throwIfAborted()
      // Without a token nothing was asked, so nothing can have happened.
      if (error instanceof TokenRefused)
        return { kind: 'refused', code: error.code, said: error.message }
      return { kind: 'busy', said: wordsOf(error) }
    }
    try {
      const answer = await this.post(door, path, token.value, body, signal)
      return readAnswer(answer, reply)
    } catch (error) {
      signal.throwIfAborted()
      return neverSent(error)
        ? { kind: 'busy', said: wordsOf(error) }
        : { kind: 'unknown', said: wordsOf(error) }
    }
  }

  private async tokenOf(door: Door, signal: AbortSignal): Promise<Token> {
    const known = await this.tokens.get(door.consumerKey)?.catch(() => undefined)
    if (known && known.goodUntil_ms > this.now_ms()) return known
    const asked = this.fetchToken(door, signal)
    this.tokens.set(door.consumerKey, asked)
    asked.catch(() => this.tokens.delete(door.consumerKey))
    return asked
  }

  private async fetchToken(door: Door, signal: AbortSignal): Promise<Token> {
    const basic = Buffer.from(`${door.consumerKey}:${door.consumerSecret}`).toString('base64')
    const response = await fetch(
      new URL('/oauth/v1/generate?grant_type=client_credentials', door.at),
      {
        headers: { authorization: `Basic ${basic}` },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.timeout_ms())]),
      },
    )
    const answer = { status: response.status, body: await bodyOf(response) }
    const token = tokenReply.safeParse(answer.body)
    if (token.success)
      return {
        value: token.data.access_token,
        goodUntil_ms: this.now_ms() + token.data.expires_in * 1000 * RENEW_AT,
      }
    const error = errorReply.safeParse(answer.body)
    if (answer.status < 500 && error.success)
      throw new TokenRefused(error.data.errorCode, error.data.errorMessage)
    if (answer.status === 400 || answer.status === 401)
      throw new TokenRefused(
        String(answer.status),
        'The consumer key and secret are not those of an app.',
      )
    throw new Error(`no token: status ${answer.status}`)
  }

  private async post(
    door: Door,
    path: string,
    token: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<Answer> {
    const response = await fetch(new URL(path, door.at), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.timeout_ms())]),
    })
    return { status: response.status, body: await bodyOf(response) }
  }
}

class TokenRefused extends Error {
  override name = 'TokenRefused'
  readonly code: string

  constructor(code: string, said: string) {
    super(said)
    this.code = code
  }
}

function isTurnedAway(outcome: Called<unknown>): boolean {
  return outcome.kind === 'busy' && outcome.isAnswer === true && TURNED_AWAY.test(outcome.said)
}

/** JSON, or nothing where a gateway answered with a page of its own. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = (await response.text()).slice(0, ANSWER_BYTES_MAX)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function readAnswer<Reply extends z.ZodType>(
  { status, body }: Answer,
  reply: Reply,
): Called<z.output<Reply>> {
  if (status < 300) {
    const read = reply.safeParse(body)
    if (read.success) return { kind: 'done', done: read.data }
  }
  const error = errorReply.safeParse(body)
  if (!error.success)
    return { kind: 'unknown', said: `an answer of status ${status} that says nothing` }
  const { errorCode: code, errorMessage: said } = error.data
  if (BUSY.has(code)) return { kind: 'busy', said, isAnswer: true }
  if (status < 500 || isRefusal(code, said)) return { kind: 'refused', code, said }
  return { kind: 'unknown', said }
}

/**
 * Of 5xx only these are refusals in good order. "Internal server error", maintenance and an id that was taken before say nothing of what
 * became of what was asked: a payout that met one of them may have been paid.
 */
function isRefusal(code: string, said: string): boolean {
  return code === REFUSED_INSIDE || (code === BROKEN_INSIDE && /already registered/i.test(said))
}

/** The connection was never made, so nothing was asked. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ].includes(code)
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer in time'
  const cause = error.cause instanceof Error ? error.cause.message : undefined
  return cause ?? error.message
}
