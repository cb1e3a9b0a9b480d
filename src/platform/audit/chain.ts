import { sql, type Kysely } from 'kysely'
import type { DB } from '#platform/database.ts'
import type { Sql } from '#platform/tx.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

type Mac = Pick<OpenVault, 'auditMac'>

/** The last link, kept apart from the chain so that a missing tail shows. */
export type Head = { position: bigint; hash: Buffer; mac: Buffer; linked_at: Temporal.Instant }
/** The head at the end of a day (UTC). */
export type Anchor = Pick<Head, 'position' | 'hash' | 'mac'> & { day: Temporal.PlainDate }

const ROWS_PER_RUN = 5_000

/** What the first link builds on. */
export function genesis(vault: Mac): Buffer {
  return vault.auditMac('chain|begin')
}

/** A link covers the link before it, its own place, and its row. */
export function linkHash(
  vault: Mac,
  before: Buffer,
  position: bigint,
  id: string,
  rowMac: Buffer,
): Buffer {
  return vault.auditMac(
    `link|${before.toString('hex')}|${position}|${id}|${rowMac.toString('hex')}`,
  )
}

export function headMac(vault: Mac, { position, hash }: Pick<Head, 'position' | 'hash'>): Buffer {
  return vault.auditMac(`head|${position}|${hash.toString('hex')}`)
}

export function anchorMac(vault: Mac, { day, position, hash }: Omit<Anchor, 'mac'>): Buffer {
  return vault.auditMac(`anchor|${day.toString()}|${position}|${hash.toString('hex')}`)
}

/**
 * Gives rows that were committed since the last run their place in the chain. One process at a time does it;
 * a process that finds another at it returns at once. Places are given here, after commit, so the units that
 * write rows never wait for each other and a rolled-back unit leaves no gap.
 *
 * Returns how many rows it linked, and an anchor when a new day (UTC) began since the last link.
 */
export async function linkWaiting(
  db: Kysely<DB>,
  vault: Mac,
  now: Temporal.Instant,
): Promise<{ linked: number; anchor: Anchor | undefined }> {
  return db.transaction().execute(async (tx) => {
    const { rows: locks } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('kasi audit chain', 0)) as mine`.execute(tx)
    if (!locks[0]?.mine) return { linked: 0, anchor: undefined }
    const { rows } = await sql<{ id: string; mac: Buffer }>`
      select a.id, a.mac from platform.audit_unlinked u join platform.audit a on a.id = u.audit_id
      order by a.id limit ${ROWS_PER_RUN}`.execute(tx)
    if (rows.length === 0) return { linked: 0, anchor: undefined }

    const head = await readHead(tx)
    const anchor = head && (await anchorLastDay(tx, vault, head, now))
    let hash = head?.hash ?? genesis(vault)
    let position = head?.position ?? 0n
    const links = rows.map(({ id, mac }) => {
      position += 1n
      hash = linkHash(vault, hash, position, id, mac)
      return { position, id, hash }
    })
    await writeLinks(tx, links)
    await writeHead(tx, { position, hash, mac: headMac(vault, { position, hash }), linked_at: now })
    return { linked: rows.length, anchor }
  })
}

export async function readHead(db: Sql): Promise<Head | undefined> {
  const { rows } =
    await sql<Head>`select position, hash, mac, linked_at from platform.audit_head`.execute(db)
  return rows[0]
}

async function writeLinks(
  db: Sql,
  links: readonly { position: bigint; id: string; hash: Buffer }[],
) {
  await sql`
    insert into platform.audit_link (position, audit_id, hash)
    select * from unnest(${links.map(({ position }) => position)}::bigint[], ${links.map(({ id }) => id)}::uuid[],
                         ${links.map(({ hash }) => hash)}::bytea[])`.execute(db)
  await sql`delete from platform.audit_unlinked where audit_id = any(${links.map(({ id }) => id)}::uuid[])`.execute(
    db,
  )
}

async function writeHead(db: Sql, { position, hash, mac, linked_at }: Head) {
  await sql`
    insert into platform.audit_head (position, hash, mac, linked_at) values (${position}, ${hash}, ${mac}, ${linked_at})
    on conflict (one) do update set position = excluded.position, hash = excluded.hash, mac = excluded.mac,
                                     linked_at = excluded.linked_at`.execute(db)
}

/** The head as it was when the day of its last link ended; once per day, when the first row of a later day comes. */
async function anchorLastDay(
  db: Sql,
  vault: Mac,
  { position, hash, linked_at }: Head,
  now: Temporal.Instant,
): Promise<Anchor | undefined> {
  const day = linked_at.toZonedDateTimeISO('UTC').toPlainDate()
  if (Temporal.PlainDate.compare(day, now.toZonedDateTimeISO('UTC').toPlainDate()) >= 0)
    return undefined
  const mac = anchorMac(vault, { day, position, hash })
  const { rows } = await sql<{ day: Temporal.PlainDate }>`
    insert into platform.audit_anchor (day, position, hash, mac) values (${day}::date, ${position}, ${hash}, ${mac})
    on conflict (day) do nothing returning day`.execute(db)
  return rows.length > 0 ? { day, position, hash, mac } : undefined
}
