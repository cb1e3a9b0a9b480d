import { sql } from 'kysely'
import type { Read, Tx } from '#platform/tx.ts'

/** A process that answers routers, or cannot. */
export type Answering = {
  readonly process: string
  readonly host: string
  readonly authPort: number
  readonly acctPort: number
  /** Why it does not listen; null: it does. */
  readonly trouble: string | null
}

/** It says every ten seconds that it is there. After a longer pause, or where the clock went back, nobody knows what it heard meanwhile. */
const GAP_MAX_s = 60
/** Those that have not been seen for so long are nobody's concern any more. */
const KEPT = { hours: 24 }

export async function putAnswering(tx: Tx, about: Answering): Promise<void> {
  const { process, host, trouble } = about
  const now = { host, auth_port: about.authPort, acct_port: about.acctPort, trouble }
  await tx.sql
    .insertInto('access.answering')
    .values({ process, ...now, since: tx.now, heard_since: tx.now, seen_at: tx.now })
    .onConflict((known) =>
      known.column('process').doUpdateSet({
        ...now,
        seen_at: tx.now,
        heard_since: sql`case when excluded.seen_at - answering.seen_at
          between interval '0' and make_interval(secs => ${GAP_MAX_s}::int)
          then answering.heard_since else excluded.seen_at end`,
      }),
    )
    .execute()
  await tx.sql.deleteFrom('access.answering').where('seen_at', '<', tx.now.subtract(KEPT)).execute()
}

export async function removeAnswering(tx: Tx, process: string): Promise<void> {
  await tx.sql.deleteFrom('access.answering').where('process', '=', process).execute()
}

/**
 * Since when all who answer routers now have done so without a gap; null: nobody does. The database was away, a clock jumped,
 * a process began anew: what was not heard before says nothing of any session.
 */
export async function listeningSince(read: Read): Promise<Temporal.Instant | null> {
  const { since } = await read.sql
    .selectFrom('access.answering')
    .select(({ fn }) => fn.max('heard_since').as('since'))
    .where('trouble', 'is', null)
    .where('seen_at', '>=', read.now.subtract({ seconds: GAP_MAX_s }))
    .executeTakeFirstOrThrow()
  return since
}
