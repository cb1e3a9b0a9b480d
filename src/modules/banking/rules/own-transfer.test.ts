import { expect, test } from 'vitest'
import { withCheckDigit } from '#modules/subscribers/contract.ts'
import { pairLines, type Transfer } from './own-transfer.ts'

const transfer = (id: string, more: Partial<Transfer> = {}): Transfer => ({
  ...{ id, cents: 10_000n, day: '2026-11-20', receipt: `UKK35QEKV${id}`, from: 'mpesa' },
  isBooked: true,
  ...more,
})
const line = (words: string, more: { day?: string; cents?: bigint } = {}) => ({
  ...{ day: '2026-11-20', cents: 10_000n, reference: null, words },
  ...more,
})
const OWN = ['600100', '0123456789']

test.each([
  ['its receipt', line('MPS UKK35QEKV1 600100'), [transfer('1')], 'transfer'],
  [
    'its receipt, and another amount',
    line('UKK35QEKV1', { cents: 9_900n }),
    [transfer('1')],
    'perhaps',
  ],
  [
    'its receipt, before M-Pesa says that it is done',
    line('UKK35QEKV1'),
    [transfer('1', { isBooked: false })],
    'perhaps',
  ],
  [
    'words of M-Pesa, the amount, the days',
    line('MPESA B2B 0123456789'),
    [transfer('1')],
    'transfer',
  ],
  ['a weekend later', line('M-PESA', { day: '2026-11-27' }), [transfer('1')], 'transfer'],
  ['too late', line('M-PESA', { day: '2026-11-28' }), [transfer('1')], 'no'],
  ['a day before', line('M-PESA', { day: '2026-11-19' }), [transfer('1')], 'transfer'],
  ['two days before', line('M-PESA', { day: '2026-11-18' }), [transfer('1')], 'no'],
  ['amount and day alone', line('FT26111'), [transfer('1')], 'perhaps'],
  ['cash from a drawer', line('CASH DEPOSIT'), [transfer('1', { from: 'elsewhere' })], 'perhaps'],
  ['another receipt: somebody’s', line('MPS UKK35QEKV9'), [transfer('1')], 'no'],
  ['a phone: somebody’s', line('MPESA 254712345678'), [transfer('1')], 'no'],
  [
    'an account number: somebody’s',
    line(`MPESA ${withCheckDigit(1000001n)}`),
    [transfer('1')],
    'no',
  ],
  ['nothing is on its way', line('MPESA B2B'), [], 'no'],
] as const)('a line with %s', (_, one, transfers, kind) => {
  expect(pairLines([one], transfers, OWN).get(one)?.kind).toBe(kind)
})

test('a transfer is one line: a receipt comes before words, and of equal ones the oldest is first', () => {
  const [second, named, third] = [line('MPESA B2B'), line('UKK35QEKV1'), line('MPESA B2B')]
  const transfers = [transfer('2', { day: '2026-11-18' }), transfer('1', { day: '2026-11-17' })]
  const paired = pairLines([second, named, third], transfers, OWN)
  expect([second, named, third].map((one) => paired.get(one))).toEqual([
    { kind: 'transfer', of: '2', by: 'words' },
    { kind: 'transfer', of: '1', by: 'receipt' },
    { kind: 'no' },
  ])
})
