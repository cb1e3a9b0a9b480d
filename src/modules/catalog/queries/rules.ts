import { sql } from 'kysely'
import type { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  priceRule,
  rulesMeet,
  type listRules,
  type listSegments,
  type segment,
} from '../contract.ts'
import { ruleNotFound, segmentNotFound } from '../refusals.ts'
import { editedFrom } from './author.ts'
import { ruleOnWire, rulesOn } from './price-book.ts'

export async function rulesPage(
  read: Read,
  input: ParsedInputOf<typeof listRules>,
): Promise<ReplyOf<typeof listRules>> {
  const on = await rulesOn(read)
  const name = sql`rule.content #>> '{name,en}'`
  return listRows(read, input, {
    name: 'catalog.list-rules',
    query: read.sql
      .selectFrom('catalog.price_rule as rule')
      .leftJoin('catalog.segment as segment', 'segment.id', 'rule.segment_id')
      .select(['rule.id', 'rule.content', 'rule.state', 'rule.version', 'rule.changed_at'])
      .select(['rule.by_kind', 'rule.by_id', 'segment.name_en', 'segment.name_sw']),
    id: sql.ref('rule.id'),
    sorts: {
      priority: { by: sql.ref('rule.priority'), type: 'integer' },
      name: { by: sql`lower(${name})`, type: 'text' },
      changedAt: { by: sql.ref('rule.changed_at'), type: 'timestamptz' },
    },
    filters: [input.state === 'all' ? undefined : sql`rule.state = ${input.state}`],
    search: (q) => matches(q, name),
    item: (row) => {
      const wire = ruleOnWire(row)
      const rule = priceRule.parse(wire)
      const meets = on.filter((other) => other.id !== rule.id && rulesMeet(rule, other))
      return {
        ...wire,
        segmentName: row.name_en === null ? null : { en: row.name_en, sw: row.name_sw ?? '' },
        meets:
          row.state === 'off'
            ? []
            : meets.map((other) => ({
                ...{ id: other.id, name: other.name, priority: other.priority },
                exclusive: other.exclusive,
              })),
      }
    },
  })
}

export async function ruleNow(read: Read, ruleId: string) {
  const row = await read.sql
    .selectFrom('catalog.price_rule')
    .selectAll()
    .where('id', '=', ruleId)
    .executeTakeFirst()
  if (!row) throw ruleNotFound()
  return ruleOnWire(row)
}

function segments(read: Read) {
  return read.sql
    .selectFrom('catalog.segment as segment')
    .selectAll('segment')
    .select(
      sql<bigint>`(select count(*) from catalog.price_rule rule where rule.segment_id = segment.id)`.as(
        'rules',
      ),
    )
}
type Row = Awaited<ReturnType<ReturnType<typeof segments>['execute']>>[number]

function onWire(row: Row): z.input<typeof segment> & { rules: number } {
  return {
    id: row.id,
    name: { en: row.name_en, sw: row.name_sw },
    proof: { en: row.proof_en, sw: row.proof_sw },
    proofDays: row.proof_days,
    state: row.state === 'open' ? 'open' : 'archived',
    ...editedFrom(row),
    rules: Number(row.rules),
  }
}

/** All segments, the open ones first. The subscribers room names them by id. */
export async function segmentsNow(read: Read): Promise<ReplyOf<typeof listSegments>> {
  const rows = await segments(read).orderBy('state', 'desc').orderBy('name_en').execute()
  return { segments: rows.map(onWire) }
}

export async function segmentNow(read: Read, segmentId: string) {
  const row = await segments(read).where('segment.id', '=', segmentId).executeTakeFirst()
  if (!row) throw segmentNotFound()
  return onWire(row)
}
