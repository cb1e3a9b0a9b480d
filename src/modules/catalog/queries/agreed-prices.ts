import { sql } from 'kysely'
import { z } from 'zod'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { agreedPrice, type AgreedPrice } from '../contract.ts'
import { agreedPriceNotFound } from '../refusals.ts'
import { authorFrom } from './author.ts'

type OnWire = z.input<typeof agreedPrice>

function prices(read: Read) {
  return read.sql
    .selectFrom('catalog.agreed_price')
    .selectAll()
    .modifyFront(sql`/* often */`)
    .orderBy('state', 'desc')
    .orderBy('from_on')
    .orderBy('id')
}
type Row = Awaited<ReturnType<ReturnType<typeof prices>['execute']>>[number]

function onWire(row: Row): OnWire {
  return {
    id: row.id,
    holderKind: z.custom<OnWire['holderKind']>().parse(row.holder_kind),
    ...{ holderId: row.holder_id, planId: row.plan_id, componentKey: row.component_key },
    effect: z.custom<OnWire['effect']>().parse(row.effect),
    withRules: row.with_rules,
    from: row.from_on.toString(),
    lastDay: row.last_on?.toString() ?? null,
    reason: row.reason,
    state: row.state === 'on' ? 'on' : 'ended',
    madeAt: row.made_at.toString(),
    madeBy: authorFrom(row),
  }
}

/** Everything that was ever agreed with these holders. */
export async function agreedOnWire(read: Read, holderIds: readonly string[]): Promise<OnWire[]> {
  const rows = await prices(read).where('holder_id', '=', anyOf(holderIds)).execute()
  return rows.map(onWire)
}

export async function agreedPriceNow(read: Read, agreedPriceId: string): Promise<OnWire> {
  const row = await prices(read).where('id', '=', agreedPriceId).executeTakeFirst()
  if (!row) throw agreedPriceNotFound()
  return onWire(row)
}

/** What counts of it when a price is asked. */
export async function agreedWith(read: Read, holderIds: readonly string[]): Promise<AgreedPrice[]> {
  if (holderIds.length === 0) return []
  const rows = await prices(read)
    .where('holder_id', '=', anyOf(holderIds))
    .where('state', '=', 'on')
    .execute()
  return rows.map((row) => agreedPrice.parse(onWire(row)))
}
