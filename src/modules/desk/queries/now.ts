import { can, sitesFor } from '#kernel/actor.ts'
import type { Permission } from '#kernel/endpoint.ts'
import { onlineLately } from '#modules/access/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Now } from '../contract.ts'
import { owedNow, servicesNow } from './now-services.ts'
import { takingsNow } from './now-takings.ts'
import { waitingNow } from './now-waiting.ts'

/**
 * How things stand, as far as the caller may see it: each part is there for who holds the permission of what it counts, and counts
 * what is at the sites where they hold it. Numbers only, nobody's name: looking here is no look at personal data.
 */
export async function now(read: Read): Promise<Now> {
  const part = <T>(permission: Permission, count: (read: Read) => Promise<T>) =>
    withPermission(read, permission, count)
  return {
    at: read.now.toString(),
    network: await part('access.read', networkNow),
    takings: await part('payments.read', takingsNow),
    services: await part('services.read', servicesNow),
    owed: await part('billing.read', owedNow),
    waiting: await waitingNow(part),
  }
}

async function withPermission<T>(
  read: Read,
  permission: Permission,
  count: (read: Read) => Promise<T>,
): Promise<T | null> {
  if (!can(read.actor, permission)) return null
  const { sql, now, actor, vault } = read
  return count({ sql, now, actor, vault, sites: sitesFor(actor, permission) })
}

async function networkNow(read: Read): Promise<Now['network']> {
  const { online, dayAgo, trend } = await onlineLately(read)
  return { online, dayAgo, trend: trend.map((mark) => ({ ...mark, at: mark.at.toString() })) }
}
