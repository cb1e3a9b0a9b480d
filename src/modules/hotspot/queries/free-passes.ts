import type { Read } from '#platform/tx.ts'
import { buyerOf } from './buyers.ts'

/** The record that holds what a door gives away. */
export function holderOf(read: Read, siteId: string): Promise<string | undefined> {
  return buyerOf(read, `free ${siteId}`)
}

/** The free minutes that this device was given here before, by the same plan. */
export async function freePassOf(
  read: Read,
  of: { siteId: string; kind: string; macBlind: string; planVersionId: string },
): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('hotspot.pass as pass')
    .innerJoin('services.service as service', 'service.id', 'pass.id')
    .select('pass.id')
    .where('pass.site_id', '=', of.siteId)
    .where('pass.kind', '=', of.kind)
    .where('pass.mac_blind', '=', of.macBlind)
    .where('pass.ended_at', 'is', null)
    .where('service.status', '=', 'active')
    .where('service.plan_version_id', '=', of.planVersionId)
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
