import type { Read } from '#platform/tx.ts'
import { openKeys, sessionsByKey } from '../queries/picture.ts'
import type { Picture } from './picture.ts'

/** So many rows at a time keep nobody who dials waiting. */
const PAGE = 5_000
/** What was heard of so lately may be on its way into the database, or out of it. */
const SETTLED_ms = 60_000

export type Comparing = {
  readonly picture: Picture
  readonly read: <T>(work: (read: Read) => Promise<T>) => Promise<T>
  readonly now_ms: number
  readonly onChanged: (serviceId: string) => void
}

/** Finds sessions that began or ended where nobody told us: the notification got lost. Gives how many. */
export async function compareSessions({
  picture,
  read,
  now_ms,
  onChanged,
}: Comparing): Promise<number> {
  const open = new Set<string>()
  const missing: string[] = []
  let page: Awaited<ReturnType<typeof openKeys>> = []
  do {
    const after = page.at(-1)?.key ?? null
    page = await read((r) => openKeys(r, { after, limit: PAGE }))
    for (const { key, serviceId } of page) {
      open.add(key)
      if (!picture.session(serviceId, key)) missing.push(key)
    }
  } while (page.length === PAGE)
  const gone = [...picture.online()].flatMap((serviceId) =>
    picture
      .open(serviceId)
      .filter(({ id, heardAt_ms }) => !open.has(id) && heardAt_ms < now_ms - SETTLED_ms)
      .map(({ id }) => ({ key: id, serviceId })),
  )
  for (let from = 0; from < missing.length; from += PAGE) {
    const keys = missing.slice(from, from + PAGE)
    for (const { serviceId, isOver, ...session } of await read((r) => sessionsByKey(r, keys))) {
      if (isOver) continue
      picture.putSession(serviceId, session)
      onChanged(serviceId)
    }
  }
  for (const { key, serviceId } of gone) {
    picture.dropSession(serviceId, key)
    onChanged(serviceId)
  }
  return missing.length + gone.length
}
