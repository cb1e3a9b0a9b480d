import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '#kernel/csv.ts'
import { readMpesaStatement, STATEMENT_LIMITS } from './mpesa-statement.ts'
import { gapsIn, judgeLine, type Booked, type LineRead, type Reversal } from './statement.ts'

const HEADING =
  'Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.'
const file = (...rows: string[]) =>
  [
    ...[
      'Organization Name,KASI NETWORKS LTD,',
      'Short Code:,600100,',
      'Time Period,From 01-11-2026,',
    ],
    ...[HEADING, ...rows],
  ].join('\r\n')
const read = (text: string) => readMpesaStatement(readCsv(text, STATEMENT_LIMITS))
const one = (row: string): Partial<LineRead> => {
  const statement = read(file(row))
  return (statement.kind === 'statement' && statement.lines[0]) || {}
}

test('a line of the portal, with whatever it tells', () => {
  const statement = read(
    file(
      'TKN5E9T3UC,23-11-2026 14:05:09,23-11-2026 14:05:01,Pay Bill from 2547****678 - JANE WANJIKU Acc. 10000017,Completed,"2,999.00",,"15,000.00",true,Pay Bill,2547****678 - JANE WANJIKU,,10000017',
    ),
  )
  expect(statement).toEqual({
    ...{ kind: 'statement', of: '600100', skipped: [] },
    lines: [
      {
        ...{ place: 5, key: 'TKN5E9T3UC:payment:299900', kind: 'payment', rail: 'mpesa' },
        ...{ receipt: 'TKN5E9T3UC', ofReceipt: null, cents: 299_900n, balanceCents: 1_500_000n },
        at: Temporal.Instant.from('2026-11-23T11:05:09Z'),
        told: {
          details: 'Pay Bill from 2547****678 - JANE WANJIKU Acc. 10000017',
          ...{ account: '10000017', name: 'JANE WANJIKU', phone: '2547****678' },
        },
      },
    ],
  })
})

test.each<[string, string, Partial<LineRead>]>([
  [
    'a charge under the same receipt',
    'TKN5E9T3UC,2026-11-23 14:05:09,,Pay Bill Charge,Completed,,-25.00,1,,,,,',
    { kind: 'charge', cents: -2_500n, key: 'TKN5E9T3UC:charge:-2500' },
  ],
  [
    'money out without a minus',
    'TKN5E9T3UD,23/11/2026 9:05,,B2C Payment to 2547****1 - JO,Completed,,500,,,Business Payment,,,',
    { kind: 'payout', cents: -50_000n, at: Temporal.Instant.from('2026-11-23T06:05:00Z') },
  ],
  [
    'a reversal names what it reverses',
    'TKN5E9T3UE,2026-11-23 14:05:09,,Reversal of TKN5E9T3UC,Completed,,500,,,Customer Payment Reversal,,TKN5E9T3UC,',
    { kind: 'reversal', cents: -50_000n, ofReceipt: 'TKN5E9T3UC' },
  ],
  [
    'an account that a payer calls a reversal is an account',
    'TKN5E9T3UG,2026-11-23 14:05:09,,Pay Bill from 2547****678 - JANE REVERSON Acc. reversal of TKN5E9T3UC,Completed,500,,,,,,,',
    { kind: 'payment', cents: 50_000n },
  ],
  [
    'money that comes back is no payment',
    'TKN5E9T3UH,2026-11-23 14:05:09,,Reversal of B2C Payment,Completed,500,,,,Customer Reversal,,,',
    { kind: 'reversal', cents: 50_000n },
  ],
  [
    'to the bank',
    'TKN5E9T3UF,2026-11-23 14:05:09,,Organization Settlement to Equity,Completed,,50000,,,,,,',
    { kind: 'transfer', cents: -5_000_000n },
  ],
])('%s', (_, row, expected) => expect(one(row)).toMatchObject(expected))

test.each([
  ['Failed', 'TKN5E9T3UC,2026-11-23 14:05:09,,x,Failed,5,,,,,,,', 'It is not completed: Failed.'],
  ['no time', 'TKN5E9T3UC,soon,,x,Completed,5,,,,,,,', 'The completion time cannot be read.'],
  [
    '31 February',
    'TKN5E9T3UC,2026-02-31 10:00:00,,x,Completed,5,,,,,,,',
    'The completion time cannot be read.',
  ],
  [
    'half a cent',
    'TKN5E9T3UC,2026-11-23 14:05:09,,x,Completed,1.005,,,,,,,',
    'An amount cannot be read.',
  ],
  [
    'a formula',
    'TKN5E9T3UC,2026-11-23 14:05:09,,x,Completed,=1+1,,,,,,,',
    'An amount cannot be read.',
  ],
  [
    'both ways',
    'TKN5E9T3UC,2026-11-23 14:05:09,,x,Completed,5,5,,,,,,',
    'It says neither in nor out, or both.',
  ],
  ['a forged receipt', "'; drop,2026-11-23 14:05:09,,x,Completed,5,,,,,,,", 'The receipt is none.'],
])('%s is skipped with the reason, and the others count', (_, row, why) => {
  const good = 'TKN5E9T3UZ,2026-11-23 14:05:09,,Pay Bill,Completed,5,,,,Pay Bill,,,'
  const statement = read(file(row, good, good, 'Total,,,,,5,5,,,,,,'))
  expect(statement).toMatchObject({
    lines: [{ receipt: 'TKN5E9T3UZ' }],
    skipped: [
      { place: 5, why },
      { place: 7, why: 'It stands here twice.' },
    ],
  })
})

test('what is no statement is refused, however it looks', () => {
  for (const text of ['', 'a,b\n1,2', '%PDF-1.7', HEADING, 'Receipt No.,Paid In\nX,1'])
    expect(read(text)).toMatchObject({ kind: 'unreadable' })
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (noise) => {
      const statement = read(file(noise))
      expect(statement.kind === 'unreadable' || statement.lines.length > 0).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('a row that was taken out or changed shows in the balances, whichever way the file runs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -10_000n, max: 10_000n }), { minLength: 4, maxLength: 30 }),
      fc.nat(),
      fc.boolean(),
      (amounts, at, isBackwards) => {
        let balance = 0n
        const lines = amounts.map((cents) => ({ cents, balanceCents: (balance += cents) }))
        const told = isBackwards ? lines.toReversed() : lines
        expect(gapsIn(told)).toBe(0)
        const place = 1 + (at % (told.length - 2))
        const changed = told.map((line, n) =>
          n === place ? { ...line, balanceCents: line.balanceCents + 1n } : line,
        )
        expect(gapsIn(changed)).toBeGreaterThan(0)
      },
    ),
  )
})

const nothing: Booked = { kind: 'nothing' }
const paid = (cents: bigint, reversal: Reversal = 'none'): Booked => ({
  kind: 'payment',
  cents,
  reversal,
})

test.each<[LineRead['kind'], bigint, Booked, object]>([
  ['payment', 500n, paid(500n), { kind: 'matched' }],
  ['payment', 500n, nothing, { kind: 'book', as: 'payment' }],
  ['payment', 500n, paid(400n), { kind: 'differs', how: 'other-amount', cents: 100n }],
  ['payment', 500n, paid(500n, 'told'), { kind: 'matched' }],
  ['payment', 500n, paid(500n, 'ours'), { kind: 'differs', how: 'is-reversed', cents: 500n }],
  ['payment', -500n, nothing, { kind: 'differs', how: 'unknown-out', cents: -500n }],
  ['charge', -5n, nothing, { kind: 'book', as: 'charge' }],
  ['charge', 5n, nothing, { kind: 'differs', how: 'unknown-in', cents: 5n }],
  ['reversal', -500n, paid(500n), { kind: 'book', as: 'reversal' }],
  ['reversal', -500n, paid(500n, 'told'), { kind: 'matched' }],
  ['reversal', -400n, paid(500n), { kind: 'differs', how: 'other-amount', cents: 100n }],
  ['reversal', -500n, nothing, { kind: 'differs', how: 'unknown-out', cents: -500n }],
  ['payout', -500n, { kind: 'sent', cents: 500n }, { kind: 'matched' }],
  ['transfer', -500n, { kind: 'sent', cents: 500n }, { kind: 'matched' }],
  [
    'payout',
    -600n,
    { kind: 'sent', cents: 500n },
    { kind: 'differs', how: 'other-amount', cents: -100n },
  ],
  ['payout', -500n, nothing, { kind: 'differs', how: 'unknown-out', cents: -500n }],
  ['transfer', -500n, paid(500n), { kind: 'differs', how: 'unknown-out', cents: -500n }],
  ['other', 500n, nothing, { kind: 'differs', how: 'unknown-in', cents: 500n }],
])('a %s of %s beside %o', (kind, cents, booked, verdict) => {
  expect(judgeLine({ kind, cents }, booked)).toEqual(verdict)
})
