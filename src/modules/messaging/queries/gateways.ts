import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Channel } from '#kernel/message.ts'
import type { Read } from '#platform/tx.ts'
import { gatewayKind, type Gateway } from '../contract.ts'
import type { Door } from '../outside/port.ts'
import { gatewayNotFound } from '../refusals.ts'
import { hookUrls } from '../rules/hook-urls.ts'
import { DOOR_COLUMNS, doorOf, hookSecretOf } from '../store/gateways.ts'

export async function gatewaysNow(read: Read, gatewayId?: string): Promise<Gateway[]> {
  const since = read.now.subtract({ hours: 24 })
  const rows = await read.sql
    .selectFrom('messaging.gateway')
    .selectAll()
    .$if(gatewayId !== undefined, (query) => query.where('id', '=', gatewayId ?? ''))
    .orderBy('channel')
    .orderBy('rank')
    .orderBy('id')
    .execute()
  const { rows: counts } = await sql<{
    gateway_id: string
    taken: bigint
    delivered: bigint
    failed: bigint
  }>`
    select gateway_id, count(*) filter (where outcome = 'taken') as taken,
      count(*) filter (where report = 'delivered') as delivered,
      count(*) filter (where report = 'failed' or outcome = 'refused') as failed
    from messaging.attempt where at > ${since} and gateway_id is not null group by gateway_id`.execute(
    read.sql,
  )
  const byId = new Map(counts.map((row) => [row.gateway_id, row]))
  return rows.map((row) => {
    const day = byId.get(row.id)
    const rests = row.rest_until && Temporal.Instant.compare(row.rest_until, read.now) > 0
    return {
      ...{ id: row.id, name: row.name, kind: gatewayKind.parse(row.kind) },
      channel: row.channel === 'whatsapp' ? 'whatsapp' : 'sms',
      ...{ api: row.api, sender: row.sender, rank: row.rank, isOn: row.is_on },
      partCost: moneyToWire(kes(row.part_cents)),
      restsUntil: rests ? must(row.rest_until, 'it rests').toString() : null,
      ...{ trouble: row.trouble, troubleAt: row.trouble_at?.toString() ?? null },
      lastDay: {
        taken: Number(day?.taken ?? 0),
        delivered: Number(day?.delivered ?? 0),
        failed: Number(day?.failed ?? 0),
      },
      version: row.version,
    }
  })
}

export async function gatewayNow(read: Read, gatewayId: string): Promise<Gateway> {
  const [found] = await gatewaysNow(read, gatewayId)
  if (!found) throw gatewayNotFound()
  return found
}

/** Gateways by the hash of the secret in the addresses that they call. */
export async function gatewaysByHook(
  read: Read,
  hashes: readonly string[],
): Promise<Map<string, Door>> {
  const rows = await read.sql
    .selectFrom('messaging.gateway')
    .select([...DOOR_COLUMNS, 'hook_hash'])
    .where('hook_hash', 'in', hashes)
    .execute()
  return new Map(rows.map((row) => [row.hook_hash, doorOf(read, row)]))
}

/** Whether another gateway of this channel could be asked now. */
export async function isAnotherFree(
  read: Read,
  gatewayId: string,
  channel: Channel,
): Promise<boolean> {
  const row = await read.sql
    .selectFrom('messaging.gateway')
    .select('id')
    .where('channel', '=', channel)
    .where('is_on', '=', true)
    .where('id', '<>', gatewayId)
    .where((eb) => eb.or([eb('rest_until', 'is', null), eb('rest_until', '<=', read.now)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function partCents(read: Read, gatewayId: string): Promise<bigint> {
  const row = await read.sql
    .selectFrom('messaging.gateway')
    .select('part_cents')
    .where('id', '=', gatewayId)
    .executeTakeFirstOrThrow()
  return row.part_cents
}

export type ReportToAsk = {
  readonly attemptId: string
  readonly providerId: string
  readonly door: Door
}

export async function reportsToAsk(read: Read, limit: number): Promise<ReportToAsk[]> {
  const rows = await read.sql
    .selectFrom('messaging.attempt as attempt')
    .innerJoin('messaging.gateway as gateway', 'gateway.id', 'attempt.gateway_id')
    .select(['attempt.id as attempt_id', 'attempt.provider_id'])
    .select(['gateway.id', 'gateway.kind', 'gateway.api', 'gateway.sender', 'gateway.keys_sealed'])
    .where('attempt.ask_at', '<=', read.now)
    .where('attempt.provider_id', 'is not', null)
    .orderBy('attempt.ask_at')
    .orderBy('attempt.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    providerId: must(row.provider_id, 'chosen because it has one'),
    door: doorOf(read, row),
  }))
}

/** Chooses the gateway for a message: the first by rank that does not rest, or when the first is free again. */
export async function gatewayChooser(read: Read) {
  const rows = await read.sql
    .selectFrom('messaging.gateway')
    .select([...DOOR_COLUMNS, 'channel', 'rest_until', 'is_on', 'part_cents'])
    .orderBy('rank')
    .orderBy('id')
    .execute()
  return {
    choose(
      way: Channel,
      only: string | null,
    ): { door: Door; partCents: bigint } | { freeAt: Temporal.Instant | undefined } {
      const mine = rows.filter((row) =>
        only === null ? row.is_on && row.channel === way : row.id === only,
      )
      const free = mine.find(
        ({ rest_until: rest }) =>
          !rest || only !== null || Temporal.Instant.compare(rest, read.now) <= 0,
      )
      if (free) return { door: doorOf(read, free), partCents: free.part_cents }
      const rests = mine.map((row) => must(row.rest_until, 'one that is not free rests'))
      return { freeAt: rests.toSorted(Temporal.Instant.compare)[0] }
    },
  }
}

/** Our addresses that each gateway calls, by where it answers itself. */
export async function hooksOfGateways(read: Read, origin: URL) {
  const rows = await read.sql
    .selectFrom('messaging.gateway')
    .select(['id', 'api', 'hook_secret_sealed'])
    .orderBy('rank')
    .execute()
  return rows.map((row) => ({ api: row.api, ...hookUrls(origin, hookSecretOf(read, row)) }))
}
