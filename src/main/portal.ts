import { nobody, system, type Actor } from '#kernel/actor.ts'
import { readCookie } from '#modules/staff/index.ts'
import { markPortalSeen, recognizeSubscriber } from '#modules/subscribers/index.ts'
import type { Call } from '#platform/serve.ts'
import type { Ground } from './ground.ts'

const LOOKING = { actor: system('recognition'), name: 'subscribers.recognize' }
const NOTING = { ...LOOKING, name: 'subscribers.note-seen', bookkeeping: true } as const

/** Who calls at the portal, by the cookie of a subscriber's browser. */
export async function recognizeAtPortal(
  { units }: Pick<Ground, 'units'>,
  { headers, url }: Pick<Call, 'headers' | 'url'>,
): Promise<Actor> {
  const token = readCookie(headers.cookie, 'portal', url)
  if (token === undefined) return nobody
  const { actor, isDue } = await units.glance(LOOKING, (read) => recognizeSubscriber(read, token))
  // Beside the request: nobody waits for it, and if it fails the next visit notes it.
  if (isDue && actor.kind === 'subscriber')
    void units.unit(NOTING, (tx) => markPortalSeen(tx, actor.via.id)).catch(() => undefined)
  return actor
}
