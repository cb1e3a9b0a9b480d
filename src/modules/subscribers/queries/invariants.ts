import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'
import { parseNumber } from '../contract/number.ts'

export const nobodyIsOwnParent: Invariant = {
  name: 'subscribers.nobody-is-own-parent',
  sentence: 'No company stands under itself, directly or through others.',
  async violations(read) {
    const { rows } = await sql<{ number: string }>`
      with recursive up (start, id, level) as (
        select id, parent_id, 1 from subscribers.subscriber where parent_id is not null
        union all
        select up.start, s.parent_id, up.level + 1
        from up join subscribers.subscriber s on s.id = up.id
        where s.parent_id is not null and up.level < 20)
      select distinct s.number from up join subscribers.subscriber s on s.id = up.start
      where up.id = up.start or up.level >= 20 limit 100`.execute(read.sql)
    return rows.map(({ number }) => `Subscriber ${number} stands under itself.`)
  },
}

export const mergedOnesAreEmpty: Invariant = {
  name: 'subscribers.merged-ones-are-empty',
  sentence:
    'A merged subscriber has nothing of its own any more, and leads to one that is not merged.',
  async violations(read) {
    const { rows } = await sql<{ number: string }>`
      select m.number from subscribers.subscriber m
      left join subscribers.subscriber k on k.id = m.merged_into
      where m.state = 'merged' and (
        k.state = 'merged'
        or exists (select from subscribers.contact c where c.subscriber_id = m.id)
        or exists (select from subscribers.contract c where c.subscriber_id = m.id)
        or exists (select from subscribers.subscriber c where c.parent_id = m.id))
      limit 100`.execute(read.sql)
    return rows.map(({ number }) => `Subscriber ${number} was merged, but not whole.`)
  },
}

export const numbersAreRight: Invariant = {
  name: 'subscribers.numbers-are-right',
  sentence: 'Every account number has its right check digit.',
  async violations(read) {
    const rows = await read.sql
      .selectFrom('subscribers.subscriber')
      .select('number')
      .orderBy('added_at', 'desc')
      .limit(1000)
      .execute()
    return rows
      .filter(({ number }) => parseNumber(number) !== number)
      .slice(0, 100)
      .map(({ number }) => `The account number ${number} has a wrong check digit.`)
  },
}
