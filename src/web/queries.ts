import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#kernel/client.ts'
import { connection } from '#web/state/connection.ts'

/** Under which the answer to “who is signed in?” is kept. */
export const SESSION_KEY = ['session'] as const

/** The session has ended or never was; the shell sends the person to sign-in and back. */
export function isSignedOut(error: unknown): boolean {
  // Not any 401: a wrong code or password is one, too.
  return error instanceof ProblemError && error.code === 'platform.sign_in'
}

/** The role asks for a second factor by now; who is signed in is asked again, and the shell leads there. */
function mustEnrol(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'platform.enrol'
}

/** Nobody answered, or the server said that it cannot right now: nothing is wrong with what was asked. */
export function isDown(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status === 503)
}

/** `isSession`: the question who is signed in was itself the one refused; asking again would never end. */
function watch(error: unknown, isSession = false): void {
  if (isDown(error)) connection.lost()
  if ((isSignedOut(error) || mustEnrol(error)) && !isSession)
    void queries.invalidateQueries({ queryKey: SESSION_KEY })
}

/**
 * What was read from the API. The client itself repeats what may be repeated, so nothing is retried
 * here but the reads of a server that is down: those go on until it is back.
 */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => watch(error, query.queryKey[0] === SESSION_KEY[0]),
    onSuccess: () => connection.found(),
  }),
  mutationCache: new MutationCache({
    onError: (error) => watch(error),
    onSuccess: () => connection.found(),
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (_, error) => isDown(error),
      retryDelay: (count) => Math.min(15_000, 2_000 * 2 ** count),
      // A laptop that wakes up shows what is true now.
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
