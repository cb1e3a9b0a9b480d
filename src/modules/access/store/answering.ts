import type { Tx } from '#platform/tx.ts'

/** A process that answers routers, or cannot. */
export type Answering = {
  readonly process: string
  readonly host: string
  readonly authPort: number
  readonly acctPort: number
  /** Why it does not listen; null: it does. */
  readonly trouble: string | null
}

/** Those that have not been seen for so long are nobody's concern any more. */
const KEPT = { hours: 24 }

export async function putAnswering(tx: Tx, about: Answering): Promise<void> {
  const { process, host, trouble } = about
  const now = { host, auth_port: about.authPort, acct_port: about.acctPort, trouble }
  await tx.sql
    .insertInto('access.answering')
    .values({ process, ...now, since: tx.now, seen_at: tx.now })
    .onConflict((known) => known.column('process').doUpdateSet({ ...now, seen_at: tx.now }))
    .execute()
  await tx.sql.deleteFrom('access.answering').where('seen_at', '<', tx.now.subtract(KEPT)).execute()
}

export async function removeAnswering(tx: Tx, process: string): Promise<void> {
  await tx.sql.deleteFrom('access.answering').where('process', '=', process).execute()
}
