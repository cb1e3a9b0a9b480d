import { createHash, type Hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { JournalBody } from '../rules/journal.ts'
import { bodyHash } from '../store.ts'

/** What a seal covers of each journal; the body hash stands for its postings. */
type Sealed = {
  number: bigint
  id: string
  key: string
  body_hash: Buffer
  booked_at: Temporal.Instant
  booked_on: Temporal.PlainDate
  recorded_at: Temporal.Instant
  by_kind: string
  by_id: string
}

const BATCH = 5_000

/** Journals after one number up to another, in order and in bounded memory. */
async function* journalsBetween(read: Pick<Read, 'sql'>, after: bigint, upTo: bigint) {
  for (let from = after; from < upTo;) {
    const rows = await read.sql
      .selectFrom('ledger.journal')
      .selectAll()
      .where('number', '>', from)
      .where('number', '<=', upTo)
      .orderBy('number')
      .limit(BATCH)
      .execute()
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    from = rows.at(-1)?.number ?? upTo
  }
}

function startHash(before: Buffer | null): Hash {
  return createHash('sha256').update(before ?? 'kasi ledger')
}

function addTo(hash: Hash, row: Sealed) {
  hash.update(
    JSON.stringify([
      String(row.number),
      row.id,
      row.key,
      row.body_hash.toString('hex'),
      row.booked_at.toString(),
      row.booked_on.toString(),
      row.recorded_at.toString(),
      row.by_kind,
      row.by_id,
    ]),
  )
}

/** SHA-256 over the seal before and every journal after one number up to another. */
export async function fingerprint(
  read: Pick<Read, 'sql'>,
  given: { before: Buffer | null; after: bigint; upTo: bigint },
): Promise<{ hash: Buffer; journals: number }> {
  const hash = startHash(given.before)
  let journals = 0
  for await (const rows of journalsBetween(read, given.after, given.upTo)) {
    for (const row of rows) addTo(hash, row)
    journals += rows.length
  }
  return { hash: hash.digest(), journals }
}

/**
 * The same, and on the way each journal is compared with the hash of its own body, made anew from its postings:
 * so a changed row is named, not only its day.
 */
export async function examine(
  read: Pick<Read, 'sql'>,
  given: { before: Buffer | null; after: bigint; upTo: bigint },
  onChanged: (journal: { number: bigint; key: string }) => void,
): Promise<{ hash: Buffer; journals: number }> {
  const hash = startHash(given.before)
  let journals = 0
  for await (const rows of journalsBetween(read, given.after, given.upTo)) {
    const postings = await postingsOf(read, rows[0]?.number ?? 0n, rows.at(-1)?.number ?? 0n)
    for (const row of rows) {
      addTo(hash, row)
      const body: JournalBody = {
        kind: row.kind,
        subject:
          row.subject_kind !== null && row.subject_id !== null
            ? { kind: row.subject_kind, id: row.subject_id }
            : null,
        memo: row.memo,
        reverses: row.reverses,
        currency: row.currency,
        postings: postings.get(row.number) ?? [],
      }
      if (!bodyHash(body).equals(row.body_hash)) onChanged(row)
    }
    journals += rows.length
  }
  return { hash: hash.digest(), journals }
}

async function postingsOf(read: Pick<Read, 'sql'>, from: bigint, to: bigint) {
  const { rows } = await sql<{
    journal: bigint
    account: number
    party: string | null
    cents: bigint
  }>`
    select journal, account, party, cents from ledger.posting
    where journal between ${from} and ${to} order by journal, place`.execute(read.sql)
  const byJournal = new Map<bigint, { account: number; party: string | null; cents: bigint }[]>()
  for (const { journal, ...posting } of rows) {
    const held = byJournal.get(journal)
    if (held) held.push(posting)
    else byJournal.set(journal, [posting])
  }
  return byJournal
}
