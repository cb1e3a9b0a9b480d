import type { Read } from '#platform/tx.ts'
import { partIn } from '../rules/parts.ts'
import { nameKey } from '../store/nas.ts'
import { rangesOf } from './pools.ts'

/** The id of the pool of this name, whatever its case. */
export async function findPoolNamed(read: Read, name: string): Promise<string | undefined> {
  const found = await read.sql
    .selectFrom('network.pool')
    .select('id')
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  return found?.id
}

/** The part of a pool that an address or prefix names, as its row spells it, with its range. */
export async function findPart(
  read: Read,
  given: { poolId: string; part: string },
): Promise<{ part: string; rangeId: string } | undefined> {
  for (const range of await rangesOf(read, [given.poolId])) {
    const part = partIn(
      { first: range.first, last: range.last, partLength: range.part_length },
      given.part,
    )
    if (part !== undefined) return { part, rangeId: range.id }
  }
  return undefined
}
