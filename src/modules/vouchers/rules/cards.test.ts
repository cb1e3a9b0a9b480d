import { expect, test } from 'vitest'
import { cardsPdf } from './cards.ts'

const card = {
  ...{ isp: 'Savanna (Fibre)', plan: 'Day – 5 Mbit/s “plus”', price: 'KES 80.00' },
  ...{ code: '7K3QX-M90ZT', foot: 'V-0002-1 · 日' },
}
const noSquares = { size: 1, isDark: () => false }

test('cards stand on as many pages as they need, in the signs that every reader has', () => {
  const made = (cards: number, format: 'a4-24' | 'receipt-58') =>
    Buffer.from(
      cardsPdf(
        Array(cards).fill(card),
        format,
        () => noSquares,
        (bytes) => bytes,
      ),
    ).toString('latin1')
  expect(made(25, 'a4-24')).toContain('/Count 2')
  const receipt = made(1, 'receipt-58')
  expect(receipt).toContain('/Count 1')
  expect(receipt).toContain('(Savanna \\(Fibre\\))')
  expect(receipt).toContain('(Day \u0096 5 Mbit/s \u0093plus\u0094  KES 80.00)')
  expect(receipt).toContain('(V-0002-1 \u00b7 ?)')
})
