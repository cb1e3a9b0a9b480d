import { telling } from '#platform/outbox.ts'
import type { Stroke } from '#platform/tx.ts'
import { KEYS_MAX, sessionsChanged } from '../events.ts'

/** As `tellSessions` announces them, to those who keep sessions in memory and to screens; no room reacts to it. */
export async function notifySessions(
  { sql }: Stroke,
  by: string,
  keys: readonly string[],
): Promise<void> {
  const announced = []
  for (let from = 0; from < keys.length; from += KEYS_MAX)
    announced.push({
      name: sessionsChanged.name,
      payload: { by, keys: keys.slice(from, from + KEYS_MAX) },
    })
  await telling(announced).execute(sql)
}
