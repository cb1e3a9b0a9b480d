import { describe, expect, test } from 'vitest'
import { testTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { listSubscribers } from '../contract.ts'
import { importPreview } from '../queries/import.ts'
import { subscribersPage } from '../queries/subscribers.ts'
import { aSubscriber } from '../testing.ts'
import { runImport } from './run-import.ts'

const HEAD = 'name,phone,email,id number,county,town,gps,tags'
const everybody = async (tx: Tx) =>
  (await subscribersPage(tx, listSubscribers.input.parse({ limit: 200 }))).items

describe('a file of subscribers', () => {
  test('is looked at first, and then comes in whole', async () => {
    await testTx(async (tx) => {
      const csv = `${HEAD},notes\nGrace Wanjiku,0712 345 678,grace@example.co.ke,23456789,Kiambu,Ruiru,"-1.1466, 36.9609",vip;estate-a,x\n"Otieno, Peter",254733000002,,,,,,,\n`
      expect(await importPreview(tx, csv)).toMatchObject({
        rows: 2,
        mistakeCount: 0,
        unknownColumns: ['notes'],
        duplicateCount: 0,
        sample: [
          { row: 2, name: 'Grace Wanjiku', phone: '+254712345678', county: 'Kiambu' },
          { name: 'Otieno, Peter' },
        ],
      })
      expect(await everybody(tx)).toEqual([])
      expect(await runImport(tx, { csv, duplicates: 'skip' })).toEqual({ added: 2, skipped: 0 })
      expect(await everybody(tx)).toHaveLength(2)
      expect(
        tx.announced.filter((one) => one.name === 'subscribers.subscribers-imported'),
      ).toHaveLength(1)
      expect(await runImport(tx, { csv, duplicates: 'skip' })).toEqual({ added: 0, skipped: 2 })
    })
  })

  test('with one mistake does not come in at all, and says row and column', async () => {
    await testTx(async (tx) => {
      const csv = [
        HEAD,
        'Good One,0712 000 001,,,,,,',
        ',0712 000 002,,,,,,',
        'Bad Phone,12,,,,,,',
        'Bad County,0712 000 003,,,Gotham,,,',
        '=HYPERLINK("x"),0712 000 004,,,,,,'.replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"'),
        'Far Away,0712 000 005,,,Kiambu,,"91, 200",',
        'Too Many,0712 000 006,,,,,,,,,',
        'Bad Mail,0712 000 007,nonsense,,,,,',
      ].join('\n')
      const { mistakes } = await importPreview(tx, csv)
      expect(mistakes.map(({ row, column }) => [row, column])).toEqual([
        [3, 'name'],
        [4, 'phone'],
        [5, 'county'],
        [6, 'name'],
        [7, 'gps'],
        [8, null],
        [9, 'email'],
      ])
      await expect(runImport(tx, { csv, duplicates: 'skip' })).rejects.toMatchObject({
        code: 'subscribers.import_refused',
        status: 422,
        facts: { count: 7 },
      })
      expect(await everybody(tx)).toEqual([])
    })
  })

  test('that is none is refused with its cause and line, and nothing of it comes in', async () => {
    const good = 'name,phone\nGood One,0712000001\n'
    const hostile = [
      ['phone\n0712', 'Row 1: the heading has no column “name”'],
      ['name,phone,Name\nx,1,y', 'Row 1: the column “name” is there twice'],
      ['', 'no column “name”'],
      [`${good}"x`, 'Row 3: A quotation mark is never closed'],
      [`${good}Nu\u0000l,1`, 'Row 3: This is no UTF-8'],
      // A line of Latin-1 in a file of UTF-8, as the browser reads it.
      [`${good}Jos\uFFFD,0712000002`, 'Row 3: This is no UTF-8'],
      ['PK\u0003\u0004\uFFFD\uFFFD', 'UTF-8'],
      [`${good}"${'x'.repeat(1_000_000)}",0712000002`, 'Row 3: A cell has more than 4000'],
      [good + 'Many,0712000002\n'.repeat(50_000), 'Row 20002: A file has at most 20000 rows'],
    ] as const
    await testTx(async (tx) => {
      for (const [csv, why] of hostile) {
        await expect(importPreview(tx, csv)).rejects.toThrow(why)
        await expect(runImport(tx, { csv, duplicates: 'add' })).rejects.toMatchObject({
          code: 'subscribers.import_unreadable',
        })
      }
      expect(await everybody(tx)).toEqual([])
    })
  })

  test('leaves out whom we know, or brings them in as others', async () => {
    await testTx(async (tx) => {
      await aSubscriber(tx, {
        contacts: [{ channel: 'phone', purpose: 'main', value: '0712 000 001', name: null }],
      })
      const csv = 'name,phone\nKnown,+254712000001\nNew,0712000002\nNew again,0712000002'
      expect(await importPreview(tx, csv)).toMatchObject({ rows: 3, duplicates: [{ row: 2 }] })
      expect(await runImport(tx, { csv, duplicates: 'skip' })).toEqual({ added: 1, skipped: 2 })
      expect(await runImport(tx, { csv, duplicates: 'add' })).toEqual({ added: 3, skipped: 0 })
    })
  })
})
