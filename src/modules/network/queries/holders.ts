import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { ReplyOf } from '#kernel/endpoint.ts'
import type { findHolder } from '../contract.ts'
import { aroundOf } from '../rules/parts.ts'
import { insideOf } from '../rules/port-blocks.ts'
import { plansFor } from './port-plans.ts'

const HOLDERS_MAX = 50

/**
 * Who used an address at a moment. A public address that a plan shares out is turned into the inside address of the
 * port first; without a port nobody can be named, and nobody is.
 */
export async function holdersOf(
  read: Read,
  asked: { address: string; port: number | null; at: Temporal.Instant },
): Promise<ReplyOf<typeof findHolder>> {
  const plans = await plansFor(read, asked)
  const translated = plans.flatMap((plan) => {
    const block = asked.port === null ? undefined : insideOf(plan, asked.address, asked.port)
    return block ? [{ ...block, plan: plan.name, nasId: plan.nasId }] : []
  })[0]
  const isShared = plans.length > 0
  const address = translated?.inside ?? asked.address
  const rows =
    isShared && !translated
      ? []
      : await usesAt(read, { address, at: asked.at, nasId: translated?.nasId })
  return {
    translated: translated
      ? {
          inside: translated.inside,
          firstPort: translated.firstPort,
          lastPort: translated.lastPort,
          plan: translated.plan,
        }
      : null,
    needsPort: isShared && asked.port === null,
    holders: rows.map((row) => ({
      address: row.address,
      sessionId: row.session_id,
      serviceId: row.service_id,
      nasId: row.nas_id,
      nasName: row.nas_name,
      mac: row.mac,
      startedAt: row.started_at.toString(),
      endedAt: row.ended_at?.toString() ?? null,
    })),
  }
}

/** A prefix was held by whoever held the prefix around the address, so both are looked for by containment. */
function usesAt(
  read: Read,
  asked: { address: string; at: Temporal.Instant; nasId?: string | undefined },
) {
  return read.sql
    .selectFrom('network.address_use as used')
    .leftJoin('network.nas as nas', 'nas.id', 'used.nas_id')
    .select(['used.session_id', 'used.address', 'used.service_id', 'used.nas_id', 'used.mac'])
    .select(['used.started_at', 'used.ended_at', 'nas.name as nas_name'])
    .where(sql<boolean>`used.address = any(${aroundOf(asked.address)}::inet[])`)
    .where('used.started_at', '<=', asked.at)
    .where(({ or, eb }) =>
      or([eb('used.ended_at', 'is', null), eb('used.ended_at', '>', asked.at)]),
    )
    .$if(asked.nasId !== undefined, (query) => query.where('used.nas_id', '=', asked.nasId ?? ''))
    .orderBy('used.started_at', 'desc')
    .limit(HOLDERS_MAX)
    .execute()
}
