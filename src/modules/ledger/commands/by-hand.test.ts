import { expect, test } from 'vitest'
import { staffWith, testTx } from '#platform/testing.ts'
import { CHART, postByHand as endpoint } from '../contract.ts'
import { accountNow } from '../queries/accounts.ts'
import { journalNow } from '../queries/journals.ts'
import { aJournal } from '../testing.ts'
import { addAccount } from './add-account.ts'
import { archiveAccount } from './archive-account.ts'
import { changeAccount } from './change-account.ts'
import { postByHand } from './post-by-hand.ts'
import { reverseByHand } from './reverse-by-hand.ts'

const kes = (cents: string) => ({ cents, currency: 'KES' }) as const
const charges = (given: Record<string, unknown> = {}) =>
  endpoint.input.parse({
    id: '01930000-0000-7000-8000-000000000001',
    bookedOn: '2026-11-19',
    memo: 'Bank charges',
    postings: [
      { account: CHART.paymentFees, side: 'debit', amount: kes('15000') },
      { account: CHART.bank, side: 'credit', amount: kes('15000') },
    ],
    ...given,
  })
const accountant = { actor: staffWith(['ledger.post']) }

test('an accountant books on a day, once, and undoes it with a reason', async () => {
  await testTx(async (tx) => {
    const id = await postByHand(tx, charges())
    expect(await postByHand(tx, charges())).toBe(id)
    expect(await journalNow(tx, id)).toMatchObject({
      kind: 'ledger.by-hand',
      bookedOn: '2026-11-19',
      by: { kind: 'staff' },
    })
    expect(await accountNow(tx, CHART.paymentFees)).toMatchObject({ balance: kes('15000') })
    const undone = await reverseByHand(tx, { journalId: id, reason: 'Booked twice' })
    expect(await journalNow(tx, undone)).toMatchObject({ reverses: id, memo: 'Booked twice' })
    expect(await accountNow(tx, CHART.paymentFees)).toMatchObject({ balance: kes('0') })
    await expect(reverseByHand(tx, { journalId: undone, reason: 'Again' })).rejects.toMatchObject({
      code: 'ledger.reversal_of_reversal',
    })
  }, accountant)
})

const posting = (account: number, side: string, cents: string) => ({
  account,
  side,
  amount: kes(cents),
})

test.each([
  [
    'what does not balance',
    { postings: [posting(5100, 'debit', '2'), posting(1020, 'credit', '1')] },
    'ledger.not_balanced',
  ],
  [
    'an amount below zero',
    { postings: [posting(5100, 'debit', '-2'), posting(1020, 'credit', '-2')] },
    'ledger.amount_not_positive',
  ],
  [
    'zeros',
    { postings: [posting(5100, 'debit', '0'), posting(1020, 'credit', '0')] },
    'ledger.amount_not_positive',
  ],
  [
    'an account that is not there',
    { postings: [posting(5999, 'debit', '2'), posting(1020, 'credit', '2')] },
    'ledger.account_not_found',
  ],
  [
    'somebody’s wallet',
    { postings: [posting(2100, 'debit', '2'), posting(1020, 'credit', '2')] },
    'ledger.account_has_parties',
  ],
  ['tomorrow', { bookedOn: '2026-11-21' }, 'ledger.booked_ahead'],
])('%s is refused by name', async (_, given, code) => {
  await testTx(async (tx) => {
    await expect(postByHand(tx, charges(given))).rejects.toMatchObject({ code })
  }, accountant)
})

test('what a room booked is not undone by hand', async () => {
  await testTx(async (tx) => {
    const { id } = await aJournal(tx)
    await expect(reverseByHand(tx, { journalId: id, reason: 'No' })).rejects.toMatchObject({
      code: 'ledger.not_by_hand',
    })
  }, accountant)
})

test('an account of our own is added, named, used and put away when it is empty', async () => {
  await testTx(async (tx) => {
    await addAccount(tx, { code: 1021, name: 'Second bank', exportName: null })
    await expect(
      addAccount(tx, { code: 1021, name: 'Third', exportName: null }),
    ).rejects.toMatchObject({ code: 'ledger.account_code_taken', issues: [{ path: 'code' }] })
    await changeAccount(tx, { code: 1021, name: 'KCB', exportName: 'KCB 0012', version: 1 })
    expect(await accountNow(tx, 1021)).toMatchObject({ name: 'KCB', kind: 'asset', version: 2 })

    const there = [posting(1021, 'debit', '500'), posting(3000, 'credit', '500')]
    const id = await postByHand(tx, charges({ postings: there }))
    await expect(archiveAccount(tx, { code: 1021, version: 2 })).rejects.toMatchObject({
      code: 'ledger.account_holds_money',
    })
    await reverseByHand(tx, { journalId: id, reason: 'Only a try' })
    await archiveAccount(tx, { code: 1021, version: 2 })
    await expect(
      postByHand(tx, charges({ id: crypto.randomUUID(), postings: there })),
    ).rejects.toMatchObject({ code: 'ledger.account_is_archived' })
  }, accountant)
})

test('the standard chart keeps its names, and takes the accountant’s', async () => {
  await testTx(async (tx) => {
    const { name } = await accountNow(tx, CHART.bank)
    await changeAccount(tx, { code: CHART.bank, name, exportName: 'Equity', version: 1 })
    expect(await accountNow(tx, CHART.bank)).toMatchObject({ exportName: 'Equity' })
    await expect(
      changeAccount(tx, { code: CHART.bank, name: 'X', exportName: null, version: 2 }),
    ).rejects.toMatchObject({ code: 'ledger.account_is_standard' })
    await expect(
      changeAccount(tx, { code: CHART.bank, name, exportName: null, version: 1 }),
    ).rejects.toMatchObject({ code: 'ledger.stale' })
    await expect(archiveAccount(tx, { code: CHART.bank, version: 2 })).rejects.toMatchObject({
      code: 'ledger.account_is_standard',
    })
  }, accountant)
})
