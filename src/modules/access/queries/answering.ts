import type { ReplyOf } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import type { listAnswering } from '../contract/log.ts'

/** A process says every ten seconds that it is there. */
const SILENT_AFTER = { seconds: 45 }
const ROWS_MAX = 200

/** Who answers routers now, and who wanted to lately and could not, which is for those to mend who work everywhere. */
export async function answeringNow(read: Read): Promise<ReplyOf<typeof listAnswering>> {
  const rows = await read.sql
    .selectFrom('access.answering')
    .select(['process', 'host', 'auth_port', 'acct_port', 'since', 'seen_at', 'trouble'])
    .orderBy('seen_at', 'desc')
    .limit(ROWS_MAX)
    .execute()
  const since_ms = read.now.subtract(SILENT_AFTER).epochMilliseconds
  const isHere = (row: (typeof rows)[number]) =>
    row.trouble === null && row.seen_at.epochMilliseconds >= since_ms
  return {
    items: rows.filter(isHere).map((row) => ({
      ...{ host: row.host, authPort: row.auth_port, acctPort: row.acct_port },
      since: row.since.toString(),
    })),
    troubles: (read.sites === 'all' ? rows : []).flatMap(
      ({ trouble, host, auth_port: authPort, seen_at }) =>
        trouble === null ? [] : [{ host, authPort, trouble, at: seen_at.toString() }],
    ),
    lastAt: rows.find(({ trouble }) => trouble === null)?.seen_at.toString() ?? null,
  }
}
