import { sql } from 'kysely'
import pg from 'pg'
import { expect } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { openGround } from '#main/ground.ts'
import { addShortcode } from '#modules/payments/index.ts'
import { doorOfShortcode } from '#modules/payments/queries/doors.ts'
import { aService } from '#modules/services/testing.ts'
import { parseConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import { login } from '../radius-storm.ts'

const ORIGIN = { actor: system('test'), name: 'test.payers' }
const PASSWORD = 'rangi-saba-42'
const DAY_s = 86_400

export type Payer = {
  readonly name: string
  readonly receipt: string
  readonly account: string
  readonly serviceId: string
  readonly subscriberId: string
}

/** A hand in the database of a Kasi that runs from this home: to lay lines, to hold its work at a chosen moment, and to count what came of it. */
export async function besideKasi(home: string) {
  const postgres = await startPostgres({ home })
  const config = parseConfig({ KASI_HOME: home })
  const ground = await openGround({ config, url: postgres.url, name: 'test', log: silentLog })
  const { units, database, manifests } = ground
  const holders: pg.Client[] = []

  return {
    /** Lines that were never paid, on the plan for homes. */
    layLines: (names: readonly string[]): Promise<Payer[]> =>
      units.unit(ORIGIN, async (tx) => {
        const { rows } = await sql<{ id: string }>`
          select version.id from catalog.plan_version as version join catalog.plan on plan.id = version.plan_id
          where plan.code = 'HOME-20' and version.state = 'published' order by version.number desc limit 1`.execute(
          tx.sql,
        )
        const { id: planVersionId } = must(rows[0], 'the demo sells it')
        const payers: Payer[] = []
        for (const name of names) {
          const line = await aService(tx, { planVersionId, username: name, password: PASSWORD })
          const { number: account, ...ids } = line
          payers.push({ name, account, ...ids, receipt: `CUT${name.toUpperCase()}` })
        }
        return payers
      }),
    /** A paybill of ours: the address at which Safaricom tells of its payments. Of the demo's own nobody knows whether its port was free. */
    openPaybill: () =>
      units.unit(ORIGIN, async (tx) => {
        const id = newId(tx.now)
        await addShortcode(tx, {
          ...{ id, name: 'Power', kind: 'paybill', number: '600100', store: null, siteId: null },
          ...{ api: 'http://127.0.0.1:1', validates: false, initiator: null, passkey: 'pass' },
          ...{ consumerKey: 'key', consumerSecret: 'secret' },
        })
        return `/hooks/sfc/${(await doorOfShortcode(tx, id)).hookSecret}/confirm`
      }),
    /** Keeps everybody else from what this locks, for as long as PostgreSQL stands. Tells whether somebody waits for it. */
    hold: async (statement: string, values: readonly string[] = []) => {
      const holder = new pg.Client({ connectionString: postgres.url })
      // It falls with PostgreSQL.
      holder.on('error', () => undefined)
      await holder.connect()
      holders.push(holder)
      await holder.query('begin')
      await holder.query(statement, [...values])
      const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
      return {
        somebodyWaits: async () => {
          const waiting = await database.pool.query(
            'select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))',
            [rows[0]?.pid],
          )
          return waiting.rows.length > 0
        },
      }
    },
    /** Of this payer: tellings that wait, payments, what they brought, journals of their receipt, paid periods. */
    booked: async ({ receipt, serviceId, subscriberId }: Payer) => {
      const { rows } = await sql<Record<'payments' | 'journals' | 'periods' | 'invoices', number>>`
        select (select count(*)::int from payments.payment where receipt = ${receipt}) as payments,
          (select count(*)::int from ledger.journal where memo = ${`mpesa ${receipt}`}) as journals,
          (select count(*)::int from services.period where service_id = ${serviceId}) as periods,
          (select count(*)::int from billing.invoice where subscriber_id = ${subscriberId}) as invoices`.execute(
        database.sql,
      )
      return must(rows[0], 'a count is a row')
    },
    tellingsThatWait: async () => {
      const { rows } = await database.pool.query(
        "select from payments.telling where state = 'waiting'",
      )
      return rows.length
    },
    /** What stands nowhere as it must, of all rooms. */
    violations: () =>
      units.read(ORIGIN, async (read) => {
        const found: string[] = []
        for (const { name, violations } of manifests.flatMap((one) => one.invariants ?? []))
          found.push(...(await violations(read)).map((sentence) => `${name}: ${sentence}`))
        return found
      }),
    close: async () => {
      for (const holder of holders) await holder.end().catch(() => undefined)
      await ground.close()
      await postgres.stop()
    },
  }
}

/** What M-Pesa says once somebody has paid. */
export async function tellOf({ receipt, account }: Payer, url: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({
      ...{ TransactionType: 'Pay Bill', TransID: receipt, TransAmount: '6000.00' },
      ...{ BillRefNumber: account, MSISDN: '2547 ***** 126', FirstName: 'NICHOLAS' },
    }),
  })
  expect(answer.status).toBe(200)
}

/** Whether RADIUS lets this line in for the weeks that were paid; the router is one of the demo, on this machine. */
export async function isOnline({ name }: Payer, at: { port: number; secret: string }) {
  const router = new UdpClient({ socketsMax: 1 })
  try {
    return ((await login(router, { name, password: PASSWORD }, at)) ?? 0) > 20 * DAY_s
  } finally {
    await router.close()
  }
}
