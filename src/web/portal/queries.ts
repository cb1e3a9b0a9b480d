import {
  MutationCache,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { createClient, ProblemError } from '#kernel/client.ts'
import type { Endpoint, InputOf, ParsedReplyOf } from '#kernel/endpoint.ts'
import { readMe } from '#modules/subscribers/contract.ts'
import { createIntents } from '#web/state/intents.ts'

/** What /portal/first.js asked for before the app was there, by path; each answer is taken once. */
declare global {
  var __first: Partial<Record<string, Promise<Response>>> | undefined
}

function firstAnswer(path: RequestInfo | URL): Promise<Response> | undefined {
  const asked = globalThis.__first
  if (typeof path !== 'string' || !asked?.[path]) return undefined
  const answer = asked[path]
  delete asked[path]
  return answer
}

/** Once it is known who is there, or that nobody will say. */
export async function firstAnswered(): Promise<void> {
  const asked = Object.values(globalThis.__first ?? {}).filter((one) => one !== undefined)
  await Promise.allSettled(asked)
}

/** An early answer that did not come is asked for again as if it had not been asked for. */
const { call } = createClient({
  fetch: (path, init) => firstAnswer(path)?.catch(() => fetch(path, init)) ?? fetch(path, init),
})

/** What this page says to the server, each thing once. */
const once = createIntents()

/** Whoever was signed out meanwhile is asked to sign in, whatever they were about to do. */
function watch(error: unknown, isMe = false): void {
  if (isMe || !(error instanceof ProblemError) || error.code !== 'platform.sign_in') return
  void queries.invalidateQueries({ queryKey: [readMe.name] })
}

/** Once a session has ended, nothing that was read in it stays: a phone may be lent, and the next be somebody else. */
export function forgetWhatWasRead(): void {
  queries.removeQueries({ type: 'inactive' })
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => watch(error, queryKey[0] === readMe.name),
  }),
  mutationCache: new MutationCache({ onError: (error) => watch(error) }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      // A refusal is an answer; only silence is asked again.
      retry: (count, error) => count < 1 && !(error instanceof ProblemError && error.status > 0),
    },
  },
})

export function useAsked<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { every_ms?: number | false; enabled?: boolean } = {},
) {
  return useQuery<ParsedReplyOf<E>>({
    queryKey: [endpoint.name, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    refetchInterval: options.every_ms ?? false,
    enabled: options.enabled ?? true,
  })
}

/**
 * A write; everything on the screen is asked for anew after it, unless it changes nothing that is shown. `anew`: it is
 * somebody else's from now on, so what was read before is not shown until the answers are there.
 */
export function useDo<E extends Endpoint>(
  endpoint: E,
  onDone?: (reply: ParsedReplyOf<E>) => void,
  refresh: 'all' | 'nothing' | 'anew' = 'all',
) {
  return useMutation<ParsedReplyOf<E>, Error, InputOf<E>>({
    mutationFn: (input) =>
      once(`${endpoint.name} ${JSON.stringify(input)}`, (idempotencyKey) =>
        call(endpoint, input, { idempotencyKey }),
      ),
    onSuccess: async (reply) => {
      onDone?.(reply)
      if (refresh === 'all') await queries.invalidateQueries()
      if (refresh === 'anew') await queries.resetQueries()
    },
  })
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 401
}

/** What went wrong, in the language that is shown where it is a refusal of ours. */
export async function wordsOf(error: unknown, language: 'en' | 'sw'): Promise<string | undefined> {
  if (!(error instanceof ProblemError)) return undefined
  const { code, facts = {}, detail, issues = [] } = error.problem
  if (language === 'en') return issues[0]?.message ?? detail
  const { refusals } = await import('#web/i18n/sw/refusals.ts')
  const [room = '', name = ''] = code.split('.')
  const rooms: Readonly<Record<string, Readonly<Record<string, string>>>> = refusals
  return rooms[room]?.[name]?.replaceAll(/\{\{(\w+)\}\}/g, (_, fact: string) =>
    String(facts[fact] ?? ''),
  )
}
