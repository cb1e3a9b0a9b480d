import { sql } from 'kysely'
import { z } from 'zod'
import { CHART } from '#modules/ledger/index.ts'
import type { Read } from '#platform/tx.ts'
import { linesSince, type Line } from '../rules/lines.ts'

const kept = z.array(
  z.object({ kind: z.string(), postings: z.int(), cents: z.string().transform(BigInt) }),
)

export const linesFrom = (stored: unknown): Line[] => kept.parse(stored)

/**
 * What came into the open drawer of a cashier by each kind of journal, and where the next one begins. Sums only what the ledger recorded
 * since the last closing, so that the thousandth day costs what the first did.
 */
export async function linesNow(read: Read, cashier: string) {
  const last = await read.sql
    .selectFrom('tills.closing as closing')
    .innerJoin('tills.drawer as drawer', 'drawer.id', 'closing.drawer_id')
    .select(['closing.settled', 'closing.after_settled'])
    .where('drawer.cashier', '=', cashier)
    .where('closing.undone_at', 'is', null)
    .orderBy('closing.closed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const all = await sumsAfter(read, cashier, last?.settled ?? 0n)
  return linesSince(all, last ? linesFrom(last.after_settled) : [])
}

/** By kind of journal, what the ledger has of this cashier after a number. */
export async function sumsAfter(read: Read, cashier: string, after: bigint): Promise<Line[]> {
  const { rows } = await sql<{ kind: string; postings: bigint; cents: bigint }>`
    select journal.kind, count(*) as postings, sum(posting.cents)::bigint as cents
    from ledger.posting join ledger.journal on journal.number = posting.journal
    where posting.party = ${cashier} and posting.account = ${CHART.cashDrawers} and posting.journal > ${after}
    group by journal.kind order by journal.kind`.execute(read.sql)
  return rows.map(({ kind, postings, cents }) => ({ kind, postings: Number(postings), cents }))
}

/** Journals up to here gain no neighbour below them any more. */
export async function settledNow(read: Read): Promise<bigint> {
  const { settled } = await read.sql
    .selectFrom('ledger.watermark')
    .select('settled')
    .executeTakeFirstOrThrow()
  return settled
}
