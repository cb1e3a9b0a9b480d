import {
  keepPreviousData,
  useMutation,
  useQuery,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import { call, ProblemError } from '#kernel/client.ts'
import type { Endpoint, InputOf, ParsedReplyOf } from '#kernel/endpoint.ts'
import { queries } from '#web/queries.ts'
import { createIntents } from '#web/state/intents.ts'
import { askForProof } from '#web/state/step-up.ts'

/**
 * The web's only way to the API. Reads are cached under `[room, verb-noun, input]`, so that a change in a
 * room can make everything of that room be read again: `useMutate(openSite, { refresh: ['organization'] })`.
 */
export function keyOf<E extends Endpoint>(endpoint: E, input: InputOf<E>): QueryKey {
  const [room, verb] = endpoint.name.split('.')
  return [room, verb, input]
}

/** What this page says to the server, each thing once. */
const once = createIntents()

/**
 * Calls an endpoint. Where it asks for a fresh proof of identity, the person is asked, and the call is
 * made again once they have given it; if they decline, the first answer is thrown.
 */
export async function callWithProof<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
): Promise<ParsedReplyOf<E>> {
  return once(`${endpoint.name} ${JSON.stringify(input)}`, async (idempotencyKey) => {
    try {
      return await call(endpoint, input, { idempotencyKey })
    } catch (error) {
      if (!(error instanceof ProblemError) || !asksForProof(error)) throw error
      if (!(await askForProof())) throw error
    }
    return call(endpoint, input, { idempotencyKey })
  })
}

export function asksForProof(error: ProblemError): boolean {
  return error.status === 403 && error.code === 'platform.proof_needed'
}

type Reading<E extends Endpoint> = Pick<
  UseQueryOptions<ParsedReplyOf<E>>,
  'enabled' | 'refetchInterval' | 'staleTime'
>

/** Reads: `const site = useCall(readSite, { siteId })`, then `site.data`, or `<Loaded of={site}>`. */
export function useCall<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: Reading<E> = {},
) {
  return useQuery<ParsedReplyOf<E>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    placeholderData: keepPreviousData,
    ...options,
  })
}

/**
 * Of a search while somebody types: what was found for what is typed now, and nothing while that is looked for. Whoever
 * presses Enter at once would take what was found for the letters before.
 */
export function foundNow<T>(found: UseQueryResult<T>): T | undefined {
  return found.isPlaceholderData ? undefined : found.data
}

type Writing<E extends Endpoint> = {
  /** Rooms whose reads are stale after this; the endpoint's own room unless said. */
  refresh?: readonly string[]
  onDone?: (reply: ParsedReplyOf<E>, input: InputOf<E>) => void
}

/** Writes: `const open = useMutate(openSite)`, then `open.mutate(input)` or `await open.mutateAsync(input)`. */
export function useMutate<E extends Endpoint>(endpoint: E, options: Writing<E> = {}) {
  return useMutation<ParsedReplyOf<E>, Error, InputOf<E>>({
    mutationFn: (input) => callWithProof(endpoint, input),
    onSuccess: async (reply, input) => {
      await refreshRooms(options.refresh ?? [roomOf(endpoint)])
      options.onDone?.(reply, input)
    },
  })
}

function roomOf(endpoint: Endpoint): string {
  return endpoint.name.split('.')[0] ?? endpoint.name
}

/** Everything read from these rooms is read again where it is on the screen. */
export async function refreshRooms(rooms: readonly string[]): Promise<void> {
  await Promise.all(rooms.map((room) => queries.invalidateQueries({ queryKey: [room] })))
}
