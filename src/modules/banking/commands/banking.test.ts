import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { aPayment, violationsNow, wallet } from '#modules/payments/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testUnits } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { bookLine as bookLineEndpoint, listLines } from '../contract.ts'
import { accountNow } from '../queries/accounts.ts'
import { invariants } from '../queries/invariants.ts'
import { linesPage } from '../queries/lines.ts'
import { addAccount } from './add-account.ts'
import { bookLine } from './book-line.ts'
import { importStatement } from './import-statement.ts'

const HEADING = 'Transaction Date,Details,Reference,Money Out,Money In,Balance'
const csv = (...rows: string[]) => Buffer.from([HEADING, ...rows, ''].join('\n')).toString('base64')

test('a bank’s statement: owners found, M-Pesa money told twice counted once, files that overlap or come twice at once add nothing', async () => {
  const units = await testUnits()
  const origin = { actor: system('test'), name: 'banking.test' }
  const accountId = randomUUID()
  const staff = staffWith(['banking.import', 'banking.book'])
  const importing = (tx: Tx, file: string) =>
    importStatement(actingAs(tx, staff), {
      ...{ accountId, id: randomUUID(), fileName: 'november.csv', file, mapping: null },
    })
  const { subscriberId, number } = await units.unit(origin, async (tx) => {
    await addAccount(actingAs(tx, staff), { id: accountId, name: 'KCB', number: '1234 567890' })
    await expect(
      addAccount(actingAs(tx, staff), { id: randomUUID(), name: 'kcb', number: null }),
    ).rejects.toMatchObject({ code: 'banking.name_taken' })
    const id = await aSubscriber(tx)
    const row = await tx.sql
      .selectFrom('subscribers.subscriber')
      .select('number')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await aPayment(tx, { receipt: 'UKK35QEKV7', cents: 50_000n, subscriberId: id })
    return { subscriberId: id, number: row.number }
  })
  const known = '20/11/2026,MPS UKK35QEKV7,FT26110,,500.00,500.00'
  const owned = `20/11/2026,PESALINK ${number} Amina,FT26111,,"2,999.00","3,499.00"`
  const nobody = '20/11/2026,CASH DEPOSIT,FT26112,,700.00,"4,199.00"'
  const fee = '20/11/2026,LEDGER FEE,FT26113,35.00,,"4,164.00"'

  // The same file from two desks in one moment: one has it, the other is told.
  const file = csv(known, owned, nobody, fee)
  const both = await Promise.allSettled(
    [1, 2].map(() => units.unit(origin, (tx) => importing(tx, file))),
  )
  const done = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(done).toMatchObject([{ lines: 4, fresh: 4, owned: 1, suspense: 1, known: 1, wentOut: 1 }])
  expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'banking.file_known' } },
  ])

  const later = '21/11/2026,CASH DEPOSIT,FT26114,,700.00,"4,864.00"'
  await units.unit(origin, async (tx) => {
    expect(await importing(tx, csv(nobody, fee, later))).toMatchObject({ lines: 3, fresh: 1 })
    expect(await wallet(tx, subscriberId)).toBe(349_900n)
    expect(await accountNow(tx, accountId)).toMatchObject({
      ...{ number: '1234567890', hasMapping: true, lastDay: '2026-11-21' },
    })
    const page = await linesPage(tx, listLines.input.parse({ account: [accountId] }))
    expect(page.items.map(({ reference, payment }) => [reference, payment?.state])).toEqual(
      expect.arrayContaining([
        ['FT26110', 'owned'],
        ['FT26111', 'owned'],
        ['FT26112', 'suspense'],
        ['FT26113', undefined],
        ['FT26114', 'suspense'],
      ]),
    )
    const out = await linesPage(tx, listLines.input.parse({ what: ['out'] }))
    expect(out.items.map(({ words }) => words)).toEqual(['LEDGER FEE'])
    const mt940 = (account: string, currency: string) =>
      Buffer.from(`:20:X\n:25:${account}\n:60F:C261119${currency}1,00\n`).toString('base64')
    await expect(importing(tx, mt940('999888777', 'KES'))).rejects.toMatchObject({
      code: 'banking.other_account',
    })
    await expect(importing(tx, mt940('KE/1234567890', 'USD'))).rejects.toMatchObject({
      code: 'banking.other_currency',
    })
    const [line] = out.items
    const lineId = line?.id ?? ''
    const book = (more: { lineId: string; as: 'fee' | 'came-back'; receipt?: string }) =>
      bookLine(
        actingAs(tx, staff),
        bookLineEndpoint.input.parse({ account: null, note: null, receipt: null, ...more }),
      )
    await book({ lineId, as: 'fee' })
    await expect(book({ lineId, as: 'fee' })).rejects.toMatchObject({
      code: 'banking.line_is_booked',
    })
    expect(await accountTotal(tx, CHART.paymentFees)).toBe(3_500n)
    const bounced = '21/11/2026,RETURNED CHEQUE,FT26115,"2,999.00",,"1,865.00"'
    await importing(tx, csv(bounced))
    const [back] = (await linesPage(tx, listLines.input.parse({ what: ['out'] }))).items
    const returned = { lineId: back?.id ?? '', as: 'came-back' } as const
    await expect(book({ ...returned, receipt: 'FT26112' })).rejects.toMatchObject({
      code: 'banking.not_such_a_payment',
    })
    await book({ ...returned, receipt: 'ft26111' })
    expect(await wallet(tx, subscriberId)).toBe(50_000n)
    const booked = await linesPage(tx, listLines.input.parse({ what: ['booked'] }))
    expect(booked.items.map((one) => one.booked?.as).toSorted()).toEqual(['came-back', 'fee'])
    for (const { name, violations } of invariants)
      expect([name, await violations(tx)]).toEqual([name, []])
    expect(await violationsNow(tx)).toEqual([])
  })
})
