import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { kes } from '#kernel/money.ts'
import { testTx, testUnits, type TestTx } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'
import { CHART } from '../contract.ts'
import { balanceOf, balancesOf } from '../queries/balances.ts'
import { journalNow } from '../queries/journals.ts'
import { credit, debit, type NewJournal } from '../rules/journal.ts'
import { aJournal } from '../testing.ts'
import { post } from './post.ts'
import { postMany } from './post-many.ts'

const A = '01930000-0000-7000-8000-00000000000a'
const B = '01930000-0000-7000-8000-00000000000b'

/** `cents` from one subscriber's wallet to another's. */
const moves = (key: string, cents: bigint, given: Partial<NewJournal> = {}): NewJournal => ({
  kind: 'ledger.test',
  key,
  postings: [
    debit(CHART.wallets, kes(cents), { party: A }),
    credit(CHART.wallets, kes(cents), { party: B }),
  ],
  ...given,
})
const wallet = (tx: TestTx, id: string, asOf?: Temporal.Instant) =>
  balanceOf(tx, { kind: 'subscriber', id }, CHART.wallets, asOf ? { asOf } : {})

/** What a statement is refused for, without losing the transaction. */
async function refused(tx: TestTx, statement: ReturnType<typeof sql>) {
  await sql`savepoint here`.execute(tx.sql)
  const message = await statement.execute(tx.sql).then(
    () => 'it was allowed',
    (error: unknown) => String(error),
  )
  await sql`rollback to savepoint here`.execute(tx.sql)
  return message
}

describe('a journal', () => {
  test('is booked with its postings, and moves the balances of the parties that it names', async () => {
    await testTx(async (tx) => {
      const subject = { kind: 'payments.payment', id: B } as const
      const { id, number } = await aJournal(tx, { subscriberId: A, subject, memo: 'QK12ABC' })
      expect(await wallet(tx, A)).toEqual(kes(100_000n))
      expect(await journalNow(tx, id)).toMatchObject({
        number: String(number),
        memo: 'QK12ABC',
        amount: { cents: '100000', currency: 'KES' },
        subject,
        bookedOn: '2026-11-20',
        by: { kind: 'system', id: 'test' },
        postings: [
          { account: { code: 1020 }, party: null, amount: { cents: '100000' } },
          { account: { code: 2100 }, party: A, amount: { cents: '-100000' } },
        ],
        reverses: null,
        reversedBy: null,
        seal: null,
      })
    })
  })

  test('is booked once, however often it comes', async () => {
    await testTx(async (tx) => {
      await aJournal(tx, { subscriberId: A })
      const first = await post(tx, moves('pay-1', 400n))
      const later = { ...tx, now: tx.now.add({ hours: 5 }), actor: system('another') }
      const again = await post(later, moves('pay-1', 400n))
      expect(again).toEqual({ ...first, how: 'was-booked' })
      expect(await wallet(tx, A)).toEqual(kes(99_600n))
      expect(await wallet(tx, B)).toEqual(kes(400n))
    })
  })

  test.each([
    ['another amount', moves('same', 401n)],
    ['another kind', moves('same', 400n, { kind: 'ledger.other' })],
    ['another memo', moves('same', 400n, { memo: 'x' })],
    ['another subject', moves('same', 400n, { subject: { kind: 'a.b', id: A } })],
    [
      'the accounts the other way round',
      moves('same', 400n, { postings: moves('', -400n).postings }),
    ],
  ])('under a key that is taken, with %s, is refused', async (_, other) => {
    await testTx(async (tx) => {
      await aJournal(tx, { subscriberId: A })
      await post(tx, moves('same', 400n))
      await expect(post(tx, other)).rejects.toMatchObject({
        code: 'ledger.key_reused',
        facts: { key: 'same' },
      })
    })
  })

  test('leaves out postings of nothing', async () => {
    await testTx(async (tx) => {
      const { postings } = moves('zero', 5n)
      await aJournal(tx, { subscriberId: A })
      const { id } = await post(tx, {
        ...moves('zero', 5n),
        postings: [...postings, debit(CHART.excisePayable, kes(0n))],
      })
      expect((await journalNow(tx, id)).postings).toHaveLength(2)
    })
  })

  test.each([
    ['does not balance', [debit(CHART.bank, kes(1n)), credit(CHART.cards, kes(2n))], 'sum to -1'],
    ['has one posting', [debit(CHART.bank, kes(1n))], 'two postings'],
    ['moves nothing', [debit(CHART.bank, kes(0n)), credit(CHART.cards, kes(0n))], 'two postings'],
    [
      'forgets a party',
      [debit(CHART.bank, kes(1n)), credit(CHART.wallets, kes(1n))],
      'without a party',
    ],
    [
      'names a party where there is none',
      [debit(CHART.bank, kes(1n), { party: A }), credit(CHART.cards, kes(1n))],
      'with a party',
    ],
  ])('that %s is a fault', async (_, postings, message) => {
    await testTx(async (tx) => {
      await expect(post(tx, { kind: 'ledger.test', key: 'bad', postings })).rejects.toThrow(message)
    })
  })

  test('counts from when it is booked, whenever it is recorded', async () => {
    await testTx(async (tx) => {
      const yesterday = tx.now.subtract({ hours: 24 })
      await aJournal(tx, { subscriberId: A, cents: 500n, bookedAt: yesterday })
      await aJournal(tx, { subscriberId: A, cents: 30n })
      expect(await wallet(tx, A, yesterday.subtract({ seconds: 1 }))).toEqual(kes(0n))
      expect(await wallet(tx, A, yesterday)).toEqual(kes(500n))
      expect(await wallet(tx, A, tx.now)).toEqual(kes(530n))
      await expect(aJournal(tx, { bookedAt: tx.now.add({ hours: 25 }) })).rejects.toThrow(
        'in the future',
      )
    })
  })
})

describe('the balance of a party', () => {
  test('is never taken below zero by mistake', async () => {
    await testTx(async (tx) => {
      await aJournal(tx, { subscriberId: A, cents: 100n })
      await sql`savepoint here`.execute(tx.sql)
      await expect(post(tx, moves('too-much', 101n))).rejects.toMatchObject({
        code: 'ledger.balance_too_low',
        facts: { account: CHART.wallets, party: A, missing: '1' },
      })
      await sql`rollback to savepoint here`.execute(tx.sql)
      await post(tx, moves('all-of-it', 100n))
      expect(await wallet(tx, A)).toEqual(kes(0n))
    })
  })

  test('may pass zero where money was taken back that is spent, and then come nearer', async () => {
    await testTx(async (tx) => {
      const taken = moves('taken-back', 70n).postings.map((posting) => ({
        ...posting,
        passZero: 'allowed' as const,
      }))
      await post(tx, { ...moves('taken-back', 70n), postings: taken })
      expect(await wallet(tx, A)).toEqual(kes(-70n))
      await aJournal(tx, { subscriberId: A, cents: 20n })
      expect(await wallet(tx, A)).toEqual(kes(-50n))
    })
  })

  test('is the same read one by one and together', async () => {
    await testTx(async (tx) => {
      await aJournal(tx, { subscriberId: A, cents: 7n })
      await aJournal(tx, { subscriberId: B, cents: 8n })
      expect(await balancesOf(tx, [A, B, crypto.randomUUID()], CHART.wallets)).toEqual(
        new Map([
          [A, kes(7n)],
          [B, kes(8n)],
        ]),
      )
    })
  })

  test('is spent once by units that come together', async () => {
    const units = await testUnits()
    const origin = { actor: system('test'), name: 'ledger.race' }
    const [rich, poor] = [crypto.randomUUID(), crypto.randomUUID()]
    await units.unit(origin, (tx) => aJournal(tx, { subscriberId: rich, cents: 300n }))
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, place) =>
        units.unit(origin, (tx) =>
          post(tx, {
            kind: 'ledger.test',
            key: `race:${rich}:${place}`,
            postings: [
              debit(CHART.wallets, kes(100n), { party: rich }),
              credit(CHART.wallets, kes(100n), { party: poor }),
            ],
          }),
        ),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    await units.read(origin, async (read) => {
      const held = await balancesOf(read, [rich, poor], CHART.wallets)
      expect(held).toEqual(
        new Map([
          [rich, kes(0n)],
          [poor, kes(300n)],
        ]),
      )
    })
  })

  test('moves once when one key comes from many units at the same time', async () => {
    const units = await testUnits()
    const origin = { actor: system('test'), name: 'ledger.race' }
    const owner = crypto.randomUUID()
    const booked = await Promise.all(
      Array.from({ length: 8 }, () =>
        units.unit(origin, (tx) =>
          aJournal(tx, { subscriberId: owner, cents: 5n, key: `once:${owner}` }),
        ),
      ),
    )
    expect(new Set(booked.map(({ number }) => number)).size).toBe(1)
    expect(booked.filter(({ how }) => how === 'booked')).toHaveLength(1)
    await units.read(origin, async (read) => {
      expect(await balanceOf(read, { kind: 'subscriber', id: owner }, CHART.wallets)).toEqual(
        kes(5n),
      )
    })
  })
})

describe('many journals', () => {
  test('are booked in the order given, and a repeated run changes nothing', async () => {
    await testTx(async (tx) => {
      await aJournal(tx, { subscriberId: A, cents: 10_000n })
      const run = Array.from({ length: 50 }, (_, place) => moves(`run:${place}`, BigInt(place + 1)))
      const first = await postMany(tx, run.slice(0, 30))
      const all = await postMany(tx, run)
      expect(all.map(({ how }) => how)).toEqual([
        ...Array.from({ length: 30 }, () => 'was-booked'),
        ...Array.from({ length: 20 }, () => 'booked'),
      ])
      expect(all.slice(0, 30).map(({ number }) => number)).toEqual(
        first.map(({ number }) => number),
      )
      expect(all.map(({ number }) => number)).toEqual(
        all.map(({ number }) => number).toSorted((a, b) => Number(a - b)),
      )
      expect(await wallet(tx, B)).toEqual(kes(1275n))
    })
  })

  test('of none are none', async () => {
    await testTx(async (tx) => expect(await postMany(tx, [])).toEqual([]))
  })
})

describe('the database itself', () => {
  test.each([
    ['a changed journal', sql`update ledger.journal set memo = 'x'`, 'only grows'],
    ['a deleted journal', sql`delete from ledger.journal`, 'only grows'],
    ['an emptied ledger', sql`truncate ledger.journal cascade`, 'only grows'],
    ['a changed posting', sql`update ledger.posting set cents = cents * 2`, 'only grows'],
    ['a deleted posting', sql`delete from ledger.posting`, 'only grows'],
    ['emptied postings', sql`truncate ledger.posting`, 'only grows'],
    [
      'a posting added later, although the sum is right',
      sql`insert into ledger.posting (journal, place, account, cents)
          select number, place, 1020, cents from ledger.journal, (values (3, 5), (4, -5)) as more (place, cents)`,
      'sum to 0',
    ],
    [
      'postings that do not balance',
      sql`insert into ledger.posting (journal, place, account, cents)
          select number, 3, 1020, 7 from ledger.journal`,
      'sum to 7',
    ],
    [
      'postings of a journal that is not there',
      sql`insert into ledger.posting (journal, place, account, cents) values (999999, 1, 1010, 5), (999999, 2, 1020, -5)`,
      'journal 999999 of a posting is not there',
    ],
    [
      'an account that is not there',
      sql`with fresh as (
            insert into ledger.journal (id, kind, key, body_hash, currency, booked_at, booked_on, recorded_at, by_kind, by_id)
            values (gen_random_uuid(), 'ledger.test', 'test:nowhere', sha256(''), 'KES', now(), now(), now(), 'system', 'test')
            returning number)
          insert into ledger.posting (journal, place, account, cents)
          select number, place, account, cents from fresh, (values (1, 1010, 5), (2, 9999, -5)) as two (place, account, cents)`,
      'account 9999 of a posting is not there',
    ],
    [
      'an account that is taken away',
      sql`delete from ledger.account where code = 5900`,
      'is archived',
    ],
    [
      'an account that is renumbered',
      sql`update ledger.account set code = 5901 where code = 5900`,
      'is archived',
    ],
    [
      'a zero',
      sql`insert into ledger.posting (journal, place, account, cents) select number, 3, 1020, 0 from ledger.journal`,
      'check constraint',
    ],
  ])('refuses %s', async (_, statement, message) => {
    await testTx(async (tx) => {
      await aJournal(tx)
      expect(await refused(tx, statement)).toContain(message)
    })
  })
})
