import { expect, test } from 'vitest'
import { testTx } from '#platform/testing.ts'
import { reverse } from '../commands/reverse.ts'
import { CHART, exportJournals, listJournals, PARTY_ACCOUNTS } from '../contract.ts'
import { kindOfCode } from '../rules/account-kind.ts'
import { aJournal } from '../testing.ts'
import { exportNow } from './export.ts'
import { journalsPage } from './journals.ts'

const day = (text: string) => Temporal.Instant.from(`${text}T12:00:00+03:00`)

test('the chart in code and the chart in the database are one', async () => {
  await testTx(async (tx) => {
    const rows = await tx.sql.selectFrom('ledger.account').selectAll().orderBy('code').execute()
    expect(rows.map(({ code }) => code)).toEqual(Object.values(CHART).toSorted((a, b) => a - b))
    for (const row of rows) {
      expect(row.party_kind).toBe(PARTY_ACCOUNTS[row.code]?.party ?? null)
      expect(row.is_guarded).toBe(PARTY_ACCOUNTS[row.code]?.guarded ?? false)
      expect(row.kind).toBe(kindOfCode(row.code))
    }
  })
})

test('journals are found by account, party, subject, day and what became of them', async () => {
  await testTx(async (tx) => {
    const subject = { kind: 'payments.payment', id: crypto.randomUUID() } as const
    const first = await aJournal(tx, { subject, memo: 'QKX1', bookedAt: day('2026-11-02') })
    const second = await aJournal(tx, { cents: 7n })
    const undone = await reverse(tx, { journalId: first.id, key: 'undo' })
    const found = async (given: Record<string, unknown>) =>
      (await journalsPage(tx, listJournals.input.parse(given))).items.map(({ id }) => id)
    expect(await found({})).toEqual([undone.id, second.id, first.id])
    expect(await found({ sort: 'number', limit: 1 })).toEqual([first.id])
    expect(await found({ subject: subject.id })).toEqual([undone.id, first.id])
    expect(await found({ party: second.subscriberId })).toEqual([second.id])
    expect(await found({ account: CHART.cards })).toEqual([])
    expect(await found({ to: '2026-11-02' })).toEqual([first.id])
    expect(await found({ only: 'reversals' })).toEqual([undone.id])
    expect(await found({ only: 'reversed' })).toEqual([first.id])
    expect(await found({ only: 'by-hand' })).toEqual([])
    expect(await found({ q: 'qkx' })).toEqual([first.id])
    expect(await found({ q: String(second.number) })).toEqual([second.id])
    const [row] = (await journalsPage(tx, listJournals.input.parse({ account: CHART.wallets })))
      .items
    expect(row).toMatchObject({ onAccount: { cents: '100000' }, amount: { cents: '100000' } })
  })
})

const WALLETS = 'Wallets of subscribers'

test('exports say the same by journal, by day and by month', async () => {
  await testTx(async (tx) => {
    await aJournal(tx, { cents: 100n, bookedAt: day('2026-10-31') })
    await aJournal(tx, { cents: 20n, bookedAt: day('2026-11-01') })
    await aJournal(tx, { cents: 3n, bookedAt: day('2026-11-01') })
    await aJournal(tx, { cents: 4n, bookedAt: day('2026-11-02') })
    const rows = async (detail: string) => {
      const input = { form: 'zoho', detail, from: '2026-11-01', to: '2026-11-30' }
      const { bytes, name } = await exportNow(tx, exportJournals.input.parse(input))
      expect(name).toBe('ledger-zoho-2026-11-01-2026-11-30.csv')
      const [, ...lines] = Buffer.from(bytes).toString().trimEnd().split('\r\n')
      return lines.map((line) => line.split(','))
    }
    expect(await rows('journal')).toHaveLength(6)
    expect((await rows('day')).map((cells) => [...cells.slice(0, 2), ...cells.slice(5)])).toEqual([
      ['2026-11-01', 'KASI-2026-11-01', 'Bank', 'Bank · 2026-11-01', '0.23', ''],
      ['2026-11-01', 'KASI-2026-11-01', WALLETS, `${WALLETS} · 2026-11-01`, '', '0.23'],
      ['2026-11-02', 'KASI-2026-11-02', 'Bank', 'Bank · 2026-11-02', '0.04', ''],
      ['2026-11-02', 'KASI-2026-11-02', WALLETS, `${WALLETS} · 2026-11-02`, '', '0.04'],
    ])
    expect((await rows('month')).map((cells) => [cells[0], cells[7], cells[8]])).toEqual([
      ['2026-11-02', '0.27', ''],
      ['2026-11-02', '', '0.27'],
    ])
  })
})
