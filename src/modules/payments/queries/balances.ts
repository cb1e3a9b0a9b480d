import { sql } from 'kysely'
import { z } from 'zod'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Read } from '#platform/tx.ts'
import type { Balance, Balances } from '../contract.ts'
import { keysOf } from '../store/mpesa.ts'

const parts = z.array(z.object({ name: z.string(), cents: z.string().transform(BigInt) }))

/** What M-Pesa said last of each shortcode that is on, and by account of the ledger what both say. */
export async function balancesNow(read: Read): Promise<Balances> {
  const { rows } = await sql<Row>`
    select shortcode.id, shortcode.name, shortcode.number, shortcode.door_sealed, shortcode.into_account,
      account.name as account_name, told.told_at, told.cents, told.accounts, told.booked_cents,
      asked.begun_at, asked.state, asked.said
    from payments.shortcode
    join ledger.account on account.code = shortcode.into_account
    left join lateral (select * from payments.balance where shortcode_id = shortcode.id
      order by told_at desc limit 1) as told on true
    left join lateral (select begun_at, state, said from payments.conversation
      where shortcode_id = shortcode.id and kind = 'balance' order by begun_at desc limit 1) as asked on true
    where shortcode.is_on
    order by shortcode.into_account, shortcode.name`.execute(read.sql)
  return {
    balances: rows.map((row) => shown(read, row)),
    accounts: [...Map.groupBy(rows, (row) => row.into_account).values()].flatMap(together),
  }
}

type Row = {
  id: string
  name: string
  number: string
  door_sealed: string
  into_account: number
  account_name: string
  told_at: Temporal.Instant | null
  cents: bigint | null
  accounts: unknown
  booked_cents: bigint | null
  begun_at: Temporal.Instant | null
  state: string | null
  said: string | null
}

function shown(read: Read, row: Row): Balance {
  const { begun_at: begunAt, told_at: toldAt } = row
  return {
    shortcode: { id: row.id, name: row.name, number: row.number },
    account: { code: row.into_account, name: row.account_name },
    canAsk: keysOf(read, row).initiator !== null,
    told:
      toldAt === null
        ? null
        : {
            at: toldAt.toString(),
            amount: moneyToWire(kes(row.cents ?? 0n)),
            parts: parts
              .parse(row.accounts)
              .map(({ name, cents }) => ({ name, amount: moneyToWire(kes(cents)) })),
          },
    asked:
      begunAt === null || row.state === 'done'
        ? null
        : { at: begunAt.toString(), failed: row.state === 'failed' ? (row.said ?? '') : null },
  }
}

/** Of one account: the sum of what its shortcodes hold, and the books at the moment of the last answer. */
function together(rows: readonly Row[]): Balances['accounts'] {
  const told = rows.filter((row) => row.told_at !== null)
  const [last] = told.toSorted((a, b) =>
    Temporal.Instant.compare(b.told_at ?? EPOCH, a.told_at ?? EPOCH),
  )
  if (!last) return []
  return [
    {
      ...{ code: last.into_account, name: last.account_name, isWhole: told.length === rows.length },
      told: moneyToWire(kes(told.reduce((sum, { cents }) => sum + (cents ?? 0n), 0n))),
      booked: moneyToWire(kes(last.booked_cents ?? 0n)),
    },
  ]
}
const EPOCH = Temporal.Instant.fromEpochMilliseconds(0)
