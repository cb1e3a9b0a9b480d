import { sql } from 'kysely'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Seals } from '../contract.ts'

const SHOWN = 30

export async function sealsNow(read: Read): Promise<Seals> {
  const seals = await read.sql
    .selectFrom('ledger.seal')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(SHOWN)
    .execute()
  const { rows } = await sql<{ unsealed: bigint }>`
    select count(*) as unsealed from ledger.journal where number > ${seals[0]?.to_journal ?? 0n}`.execute(
    read.sql,
  )
  const last = await read.sql
    .selectFrom('ledger.verification')
    .selectAll()
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    seals: seals.map((seal) => ({
      number: seal.number,
      day: seal.day.toString(),
      fromJournal: String(seal.from_journal),
      toJournal: String(seal.to_journal),
      journals: Number(seal.journal_count),
      hash: seal.hash.toString('hex'),
      sealedAt: seal.sealed_at.toString(),
    })),
    total: seals[0]?.number ?? 0,
    unsealed: Number(rows[0]?.unsealed ?? 0n),
    last: last
      ? {
          startedAt: last.started_at.toString(),
          finishedAt: last.finished_at.toString(),
          journals: Number(last.journal_count),
          seals: Number(last.seal_count),
          findingsCount: Number(last.finding_count),
          findings: last.findings,
        }
      : null,
  }
}

/** The latest seal, and the local day that ended last. */
export async function lastSeal(read: Read) {
  const { timeZone } = await regionNow(read)
  const last = await read.sql
    .selectFrom('ledger.seal')
    .select(['number', 'day', 'to_journal', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const yesterday = read.now.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 })
  return { last, yesterday }
}

/** Up to which number no journal can appear any more. */
export async function settledUpTo(read: Pick<Read, 'sql'>): Promise<bigint> {
  const { settled } = await read.sql
    .selectFrom('ledger.watermark')
    .select('settled')
    .executeTakeFirstOrThrow()
  return settled
}
