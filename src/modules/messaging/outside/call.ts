const TIMEOUT_ms = 10_000
const ANSWER_LETTERS_MAX = 100_000

export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** Nothing was asked, so nothing happened. */
  | { readonly kind: 'trouble'; readonly said: string }
  /** Asked, and no answer came. */
  | { readonly kind: 'unknown'; readonly said: string }

export type Asked = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | URLSearchParams
}

/** One call of a provider; never throws but when `signal` says so. */
export async function callProvider(
  { url, headers, body }: Asked,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_ms)]),
    })
    const text = (await response.text()).slice(0, ANSWER_LETTERS_MAX)
    return { kind: 'answer', status: response.status, body: parsed(text) }
  } catch (error) {
    signal.throwIfAborted()
    return { kind: wasNeverSent(error) ? 'trouble' : 'unknown', said: wordsOf(error) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const NEVER_CONNECTED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  'UND_ERR_CONNECT_TIMEOUT',
])

function wasNeverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && NEVER_CONNECTED.has(String(cause.code))
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_ms / 1000} s`
  return error.cause instanceof Error ? error.cause.message : error.message
}
