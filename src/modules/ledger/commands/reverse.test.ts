import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { kes } from '#kernel/money.ts'
import { testTx, type TestTx } from '#platform/testing.ts'
import { CHART } from '../contract.ts'
import { balanceOf } from '../queries/balances.ts'
import { journalNow } from '../queries/journals.ts'
import { credit, debit } from '../rules/journal.ts'
import { aJournal } from '../testing.ts'
import { post } from './post.ts'
import { reverse } from './reverse.ts'

const wallet = (tx: TestTx, id: string) => balanceOf(tx, { kind: 'subscriber', id }, CHART.wallets)

test('a reversal turns every posting round and says what it undoes', async () => {
  await testTx(async (tx) => {
    const { id, subscriberId } = await aJournal(tx, { memo: 'QK1' })
    const undone = await reverse(tx, { journalId: id, key: 'undo', memo: 'Bounced' })
    expect(await wallet(tx, subscriberId)).toEqual(kes(0n))
    expect(await journalNow(tx, id)).toMatchObject({ reversedBy: undone.id })
    expect(await journalNow(tx, undone.id)).toMatchObject({
      reverses: id,
      memo: 'Bounced',
      postings: [{ amount: { cents: '-100000' } }, { amount: { cents: '100000' } }],
    })
  })
})

test('repeated under its key it is the same; under another it is refused', async () => {
  await testTx(async (tx) => {
    const { id, number } = await aJournal(tx)
    const first = await reverse(tx, { journalId: id, key: 'undo' })
    expect(await reverse(tx, { journalId: id, key: 'undo' })).toEqual({
      ...first,
      how: 'was-booked',
    })
    await expect(reverse(tx, { journalId: id, key: 'undo-2' })).rejects.toMatchObject({
      code: 'ledger.already_reversed',
      facts: { number: String(number), by: String(first.number) },
    })
  })
})

test('a reversal is never reversed', async () => {
  await testTx(async (tx) => {
    const { id } = await aJournal(tx)
    const undone = await reverse(tx, { journalId: id, key: 'undo' })
    await expect(reverse(tx, { journalId: undone.id, key: 'again' })).rejects.toMatchObject({
      code: 'ledger.reversal_of_reversal',
    })
    await sql`savepoint here`.execute(tx.sql)
    await expect(
      sql`insert into ledger.journal (id, kind, key, body_hash, currency, booked_at, booked_on, recorded_at, reverses, by_kind, by_id)
          select gen_random_uuid(), kind, 'by-sql', body_hash, currency, booked_at, booked_on, recorded_at, number, by_kind, by_id
          from ledger.journal where id = ${undone.id}`.execute(tx.sql),
    ).rejects.toThrow('reverses a reversal')
    await sql`rollback to savepoint here`.execute(tx.sql)
  })
})

test('what is not there cannot be reversed', async () => {
  await testTx(async (tx) => {
    await expect(
      reverse(tx, { journalId: crypto.randomUUID(), key: 'undo' }),
    ).rejects.toMatchObject({ code: 'ledger.journal_not_found' })
  })
})

test('money that is spent comes back only where passing zero is allowed', async () => {
  await testTx(async (tx) => {
    const { id, subscriberId } = await aJournal(tx)
    await post(tx, {
      kind: 'ledger.test',
      key: 'spent',
      postings: [
        debit(CHART.wallets, kes(60_000n), { party: subscriberId }),
        credit(CHART.recurringRevenue, kes(60_000n)),
      ],
    })
    await sql`savepoint here`.execute(tx.sql)
    await expect(reverse(tx, { journalId: id, key: 'undo' })).rejects.toMatchObject({
      code: 'ledger.balance_too_low',
    })
    await sql`rollback to savepoint here`.execute(tx.sql)
    await reverse(tx, { journalId: id, key: 'undo', passZero: 'allowed' })
    expect(await wallet(tx, subscriberId)).toEqual(kes(-60_000n))
  })
})
