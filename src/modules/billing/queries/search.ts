import { sql, type RawBuilder } from 'kysely'
import { parseNumber } from '#modules/subscribers/contract.ts'

/** Rows of documents that have this code, or whose subscriber has this number. */
export function byCodeOrNumber(q: string): RawBuilder<boolean> {
  const number = parseNumber(q)
  const hasCode = sql<boolean>`code = ${q.trim().toUpperCase()}`
  return number === undefined
    ? hasCode
    : sql`(${hasCode} or subscriber_id = (select id from subscribers.subscriber where number = ${number}))`
}
