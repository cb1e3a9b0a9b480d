import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { DB } from '#platform/database.ts'
import type { KeyProvider } from '#platform/keys.ts'
import type { JobDoor } from '#platform/jobs.ts'
import type { Sql } from '#platform/tx.ts'
import {
  bindingOf,
  insertKey,
  listDataKeys,
  unwrapKey,
  withKeyLock,
} from '#platform/vault/data-keys.ts'
import { KEYS_REFRESH_MS } from '#platform/vault/open-vault.ts'
import {
  brokenRows,
  resealBatch,
  sealedColumns,
  startReseal,
  unfinishedReseals,
  usesKey,
} from '#platform/vault/reseal.ts'

/** How a step opens its short units: a reconciler's door, or the command line's. */
export type Door = Pick<JobDoor, 'unit' | 'read'>

/** Every process asks for keys each KEYS_REFRESH_MS; after this long all hold the coming key. */
export const SETTLE_MS = 3 * KEYS_REFRESH_MS
/** A key is destroyed this long after the last process stopped sealing with it. */
const GRACE = Temporal.Duration.from({ hours: 1 })

/**
 * Makes a new data key for all that is sealed from now on, and asks for the re-encryption of everything older.
 * The key is announced first and used only after every process has had time to fetch it, so that nobody
 * meets text that it cannot open. Killed half way, the next call goes on with the key that is coming.
 */
export async function rotateDataKey(
  db: Kysely<DB>,
  keks: KeyProvider,
  clock: { now(): Temporal.Instant },
  settle_ms: number = SETTLE_MS,
): Promise<{ from: string; to: string }> {
  const to = await announceKey(db, keks, clock.now())
  await sleep(settle_ms)
  return withKeyLock(db, async (tx) => {
    const now = clock.now()
    const from = must(
      (await listDataKeys(tx)).find((key) => key.purpose === 'data' && key.state === 'current'),
      'there is a current data key',
    ).id
    await sql`update platform.data_key set state = 'decrypt-only', changed_at = ${now} where id = ${from}`.execute(
      tx,
    )
    await sql`update platform.data_key set state = 'current', changed_at = ${now} where id = ${to}`.execute(
      tx,
    )
    await startReseal(tx)
    return { from, to }
  })
}

async function announceKey(
  db: Kysely<DB>,
  keks: KeyProvider,
  now: Temporal.Instant,
): Promise<string> {
  return withKeyLock(db, async (tx) => {
    const keys = (await listDataKeys(tx)).filter((key) => key.purpose === 'data')
    const coming = keys.find((key) => key.state === 'coming')
    if (coming) return coming.id
    const id = `d${keys.length + 1}`
    await insertKey(tx, keks, id, 'coming', now)
    return id
  })
}

/**
 * One bounded step of re-encryption: a few batches, each its own unit, then what is left. Goes on where the
 * last step stopped, in whatever process. When all is done, keys that nothing uses are destroyed.
 */
export async function resealStep(
  door: Door,
  limits: { rows: number; batches: number },
): Promise<{ done: number; left: number }> {
  let done = 0
  for (let batch = 0; batch < limits.batches; batch++) {
    const rows = await door.unit((tx) => resealBatch(tx, limits.rows))
    if (rows === null) break
    done += rows
  }
  const left = await door.read(({ sql: read }) => unfinishedReseals(read))
  return { done, left }
}

/**
 * Destroys data keys that are no longer needed: their wrapped form is removed, so that not even an old
 * key-encryption key brings them back. A key that still seals a row stays, and that row is
 * re-encrypted first.
 */
export async function destroyUnusedKeys(
  door: Door,
  grace: Temporal.Duration = GRACE,
): Promise<string[]> {
  return door.unit(async (tx) => {
    if ((await unfinishedReseals(tx.sql)) > 0) return []
    const old = (await listDataKeys(tx.sql)).filter(
      (key) =>
        key.state === 'decrypt-only' &&
        Temporal.Instant.compare(key.changed_at.add(grace), tx.now) <= 0,
    )
    const columns = old.length > 0 ? await sealedColumns(tx.sql) : []
    const broken = await brokenRows(tx.sql)
    const destroyed: string[] = []
    for (const { id } of old) {
      if (await usesKey(tx.sql, columns, id)) {
        // Another pass over broken rows would find them broken again.
        if (broken.length === 0) await startReseal(tx.sql)
      } else {
        await sql`update platform.data_key set state = 'retired', wrapped = null, changed_at = ${tx.now} where id = ${id}`.execute(
          tx.sql,
        )
        destroyed.push(id)
      }
    }
    return destroyed
  })
}

/** Wraps every data key anew under the current key-encryption key. Touches no sealed row, so it takes a moment. */
export async function rewrapDataKeys(
  db: Kysely<DB>,
  keks: KeyProvider,
): Promise<{ rewrapped: number }> {
  return withKeyLock(db, async (tx) => {
    let rewrapped = 0
    for (const row of await listDataKeys(tx)) {
      if (row.state === 'retired' || row.kek === keks.current) continue
      const wrapped = await keks.wrap(await unwrapKey(row, keks), bindingOf(row.id))
      await sql`update platform.data_key set wrapped = ${wrapped}, kek = ${keks.current} where id = ${row.id}`.execute(
        tx,
      )
      rewrapped++
    }
    return { rewrapped }
  })
}

/** Key-encryption keys that still wrap something; any other may leave the keys file. */
export async function keksInUse(db: Sql): Promise<string[]> {
  return [
    ...new Set(
      (await listDataKeys(db)).flatMap((row) => (row.state === 'retired' ? [] : [row.kek])),
    ),
  ]
}
