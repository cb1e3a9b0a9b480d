import { sql, type RawBuilder } from 'kysely'
import type { Permission } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { countQuietRouters } from '#modules/network/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { paymentsInReach } from '#modules/payments/index.ts'
import { countDeadJobs } from '#platform/operations/queries.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { Waiting } from '../contract.ts'

type Count = { readonly count: number; readonly cents?: bigint }
type Kind = {
  readonly what: Waiting['what']
  readonly permission: Permission
  readonly count: (read: Read) => Promise<Count>
}

/** What goes on only when somebody does something about it, the most urgent first. */
const KINDS: readonly Kind[] = [
  {
    what: 'quiet-routers',
    permission: 'network.read',
    count: async (read) => ({ count: await countQuietRouters(read) }),
  },
  {
    what: 'suspense',
    permission: 'payments.read',
    count: (read) =>
      counted(
        read,
        sql`select count(*)::int as count, sum(cents)::bigint as cents from payments.payment
          where state = 'suspense' and ${paymentsInReach(read)}`,
      ),
  },
  {
    what: 'differences',
    permission: 'payments.read',
    count: (read) =>
      everywhere(
        read,
        sql`select count(*)::int as count, sum(abs(cents))::bigint as cents from payments.difference where state = 'open'`,
      ),
  },
  {
    what: 'disputes',
    permission: 'billing.read',
    count: (read) =>
      counted(
        read,
        sql`select count(*)::int as count, sum(invoice.gross_cents - invoice.settled_cents)::bigint as cents
          from billing.dispute join billing.invoice on invoice.id = dispute.invoice_id
          join subscribers.subscriber on subscriber.id = invoice.subscriber_id
          where dispute.ended_at is null and ${atSites(read, sql.ref('subscriber.site_id'))}`,
      ),
  },
  {
    what: 'old-drawers',
    permission: 'tills.read',
    count: async (read) => {
      const { timeZone } = await regionNow(read)
      const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
      return counted(
        read,
        sql`select count(*)::int as count from tills.drawer
          where state = 'open' and day < ${today}::date and ${atSites(read, sql.ref('drawer.site_id'))}`,
      )
    },
  },
  {
    what: 'troubled-sessions',
    permission: 'access.read',
    count: (read) =>
      counted(
        read,
        sql`select count(*)::int as count from access.session join network.nas on nas.id = session.nas_id
          where enforce_failures > 0 and ended_at is null and ${atSites(read, sql.ref('nas.site_id'))}`,
      ),
  },
  {
    what: 'dead-jobs',
    permission: 'platform.jobs-read',
    count: async (read) => ({ count: read.sites === 'all' ? await countDeadJobs(read) : 0 }),
  },
]

/** What waits for the caller, counted with their permissions. Nothing of a kind: it is not there. */
export async function waitingNow(
  part: <T>(permission: Permission, count: (read: Read) => Promise<T>) => Promise<T | null>,
): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  for (const { what, permission, count } of KINDS) {
    const found = await part(permission, count)
    if (!found || found.count === 0) continue
    const money = found.cents === undefined ? null : moneyToWire(kes(found.cents))
    waiting.push({ what, count: found.count, money })
  }
  return waiting
}

async function counted(read: Read, query: RawBuilder<unknown>): Promise<Count> {
  const { rows } = await sql<{ count: number; cents?: bigint | null }>`${query}`.execute(read.sql)
  const [{ count, cents } = { count: 0 }] = rows
  return typeof cents === 'bigint' ? { count, cents } : { count }
}

/** What belongs to no site is for who works everywhere. */
async function everywhere(read: Read, query: RawBuilder<unknown>): Promise<Count> {
  return read.sites === 'all' ? counted(read, query) : { count: 0 }
}
