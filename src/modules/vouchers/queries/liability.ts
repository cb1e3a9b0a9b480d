import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Liability } from '../contract.ts'
import { batchCode } from './batches.ts'

const SHOWN_MAX = 100

/** What holders of codes could still ask for: the ledger's account beside the codes themselves. They are the same, or somebody has to look. */
export async function liabilityNow(read: Read): Promise<Liability> {
  const { rows: months } = await sql<{ month: string; vouchers: bigint; cents: bigint }>`
    select to_char(last_day, 'YYYY-MM') as month, sum(sold)::bigint as vouchers, sum(sold * face_cents)::bigint as cents
    from vouchers.batch where sold > 0 group by 1 order by 1`.execute(read.sql)
  const { rows: differing } = await sql<{ id: string; number: bigint; cents: bigint }>`
    select batch.id, batch.number, (-coalesce(held.cents, 0) - batch.sold * batch.face_cents)::bigint as cents
    from vouchers.batch
    left join ledger.party_balance held on held.party = batch.id and held.account = ${CHART.vouchersUnredeemed}
    where -coalesce(held.cents, 0) <> batch.sold * batch.face_cents
    order by batch.number limit ${SHOWN_MAX}`.execute(read.sql)
  const byLedger = -(await accountTotal(read, CHART.vouchersUnredeemed))
  const byCodes = months.reduce((sum, { cents }) => sum + cents, 0n)
  return {
    ...{ byLedger: wire(byLedger), byCodes: wire(byCodes), difference: wire(byLedger - byCodes) },
    vouchers: Number(months.reduce((sum, { vouchers }) => sum + vouchers, 0n)),
    months: months.map(({ month, vouchers, cents }) => ({
      ...{ month, vouchers: Number(vouchers), owed: wire(cents) },
    })),
    differing: differing.map(({ id, number, cents }) => ({
      ...{ id, code: batchCode(number), difference: wire(cents) },
    })),
  }
}

const wire = (cents: bigint) => moneyToWire(kes(cents))
