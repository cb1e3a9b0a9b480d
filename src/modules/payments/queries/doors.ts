import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { shortcodeNotFound } from '../refusals.ts'
import { doorOf, hookSecretOf } from '../store/mpesa.ts'

const DOOR = ['id', 'number', 'kind', 'store', 'api', 'door_sealed'] as const

/** What opens a shortcode, and the secret of the addresses at which it calls us. */
export async function doorOfShortcode(
  read: Read,
  shortcodeId: string,
): Promise<{ door: Door; hookSecret: string }> {
  const row = await read.sql
    .selectFrom('payments.shortcode')
    .select([...DOOR, 'hook_secret_sealed'])
    .where('id', '=', shortcodeId)
    .executeTakeFirst()
  if (!row) throw shortcodeNotFound()
  return { door: doorOf(read, row), hookSecret: hookSecretOf(read, row) }
}

export type PullToDo = {
  readonly shortcodeId: string
  readonly door: Door
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
}

/** Pull knows 48 hours; one is left for clocks that differ. */
const PULL_HOURS = 47
/** Asked for again each time: a payment may become known to Pull some minutes late. */
const OVERLAP_minutes = 20
/** Whoever has more shortcodes than this waits for Pull. */
const ASKED_MAX = 5

/** Each shortcode with the stretch to ask for: since the last time, or all that Pull knows. */
export async function pullsToDo(read: Read): Promise<PullToDo[]> {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select([...DOOR, 'pulled_until'])
    .where('is_on', '=', true)
    .where(sql<boolean>`pull_registered_at is not null`)
    .execute()
  const to = read.now
  const oldest = to.subtract({ hours: PULL_HOURS })
  return rows.map((row) => {
    const since = row.pulled_until?.subtract({ minutes: OVERLAP_minutes })
    const from = since && Temporal.Instant.compare(since, oldest) > 0 ? since : oldest
    return { shortcodeId: row.id, door: doorOf(read, row), from, to }
  })
}

/** What reading a telling needs of its shortcode. */
export async function shortcodeOfTelling(read: Read, shortcodeId: string) {
  return read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'api', 'into_account', 'number', 'store'])
    .where('id', '=', shortcodeId)
    .executeTakeFirstOrThrow()
}

/** Shortcodes by the hash of the secret in the addresses that Safaricom calls. */
export async function shortcodesByHook(read: Read, hashes: readonly string[]) {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'hook_hash', 'validates'])
    .where('hook_hash', 'in', hashes)
    .execute()
  return new Map(rows.map((row) => [row.hook_hash, row]))
}

/** Shortcodes that can ask about transactions, and were not answered about this claim. */
export async function doorsThatAsk(read: Read, claimId: string) {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select([...DOOR, 'hook_secret_sealed'])
    .where('is_on', '=', true)
    .where(
      sql<boolean>`not exists (select from payments.conversation where shortcode_id = shortcode.id
        and subject_kind = 'claim' and subject_id = ${claimId} and state = 'done')`,
    )
    .orderBy('number')
    .limit(ASKED_MAX)
    .execute()
  return rows.flatMap((row) => {
    const door = doorOf(read, row)
    if (!door.initiator) return []
    return [{ shortcodeId: row.id, door, hookSecret: hookSecretOf(read, row) }]
  })
}

/** What reading tellings needs of each shortcode. */
export async function shortcodesOfTellings(read: Read) {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'api', 'into_account', 'number', 'store'])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
