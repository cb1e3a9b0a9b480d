import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { askOneRouter } from '../jobs.ts'
import { sessionToAsk } from '../queries/looks.ts'
import { routerHasNoApi, sessionNotFound } from '../refusals.ts'

/** Staff doubt a session. Its router is asked right after this commits, and the session says what came of it. */
export async function askAboutSession(tx: Tx, { sessionId }: { sessionId: string }): Promise<void> {
  const session = await sessionToAsk(tx, sessionId)
  if (!session) throw sessionNotFound()
  const { key, nasId, siteId, hasApi } = session
  if (!hasApi) throw routerHasNoApi()
  audit(tx, { objects: [{ table: 'access.session', id: sessionId }], siteId })
  tx.later(askOneRouter, { nasId, keys: [key], by: 'staff' }, { order: nasId })
}
