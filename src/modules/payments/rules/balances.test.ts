import { expect, test } from 'vitest'
import { readBalances } from './balances.ts'

test.each([
  [
    'Working Account|KES|46713.00|46713.00|0.00|0.00&Charges Paid Account|KES|-1540.00|-1540.00|0.00|0.00',
    [
      ['Working Account', 4_671_300n],
      ['Charges Paid Account', -154_000n],
    ],
  ],
  ['Utility Account|KES|1,228,037.5|0|0|0', [['Utility Account', 122_803_750n]]],
  ['Merchant Account|USD|10.00|10.00|0.00|0.00', []],
  ['Working Account|KES|much', []],
  ['|KES|1.00', []],
  ['', []],
] as const)('%s', (told, wanted) => {
  expect(readBalances(told).map(({ name, cents }) => [name, cents])).toEqual(wanted)
})
