import type { Tx } from '#platform/tx.ts'
import { lockSession } from '../queries/sessions.ts'
import { updateSession } from '../store.ts'

/** The challenge that a session waits to have answered, taken away so that it is answered once. */
export async function takeChallenge(tx: Tx, sessionId: string): Promise<string | undefined> {
  const session = await lockSession(tx, sessionId)
  if (!session?.challenge || !session.challenge_until) return undefined
  await updateSession(tx, sessionId, { challenge: null, challenge_until: null })
  return Temporal.Instant.compare(tx.now, session.challenge_until) < 0
    ? session.challenge
    : undefined
}
