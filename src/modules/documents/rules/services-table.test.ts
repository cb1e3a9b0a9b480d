import { expect, test } from 'vitest'
import { sumTaxed, taxAmount } from '#modules/catalog/contract.ts'
import type { IssuedLine } from './issued-sheet.ts'
import { linesOnPaper } from './lines-on-paper.ts'
import { servicesTable } from './services-table.ts'

const VAT = {
  id: 'vat',
  kind: 'vat',
  level: 2,
  rate_bp: 1600,
  name: { en: 'VAT', sw: 'VAT' },
} as const

const line = (service: string | null, net: bigint, gross: bigint) => ({
  ...{ service, taxed: { net, gross } },
})

test('a company sees what each of its services costs in all; one service needs no table', () => {
  const lines = [
    line('1000 0017', 100_000n, 133_400n),
    line('1000 0025', 50_000n, 66_700n),
    line(null, 10_000n, 11_600n),
    line('1000 0017', 20_000n, 26_680n),
  ]
  const [table] = servicesTable(lines, { sign: 1n, language: 'en' })
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['1000 0017', '1,200.00', '1,600.80'],
    ['1000 0025', '500.00', '667.00'],
    ['Other', '100.00', '116.00'],
  ])
  expect(servicesTable(lines.slice(2), { sign: 1n, language: 'sw' })).toEqual([])
  expect(servicesTable([], { sign: 1n, language: 'en' })).toEqual([])
})

test('of thousands of lines those that say the same are one on paper, and every cent is in it', () => {
  const priced = (words: string, service: string, cents: bigint): IssuedLine => ({
    ...{ words: { en: words, sw: words }, service, item: 'INT', quantity: 1n, period: null },
    taxed: taxAmount(cents, 'exclusive', { listed: [VAT], due: [VAT], vat: 'standard' }),
  })
  const lines = Array.from({ length: 100_000 }, (_, n) =>
    priced(
      n % 10 === 0 ? 'Home 50, November' : 'Home 20, November',
      `${n}`,
      BigInt(1_000 + (n % 7)),
    ),
  )
  const total = sumTaxed(lines.map(({ taxed }) => taxed))
  const paper = linesOnPaper(lines)
  expect(paper.map(({ words, quantity }) => `${quantity} × ${words.en}`)).toEqual([
    '10000 × Home 50, November',
    '90000 × Home 20, November',
  ])
  expect(sumTaxed(paper.map(({ taxed }) => taxed))).toEqual(total)
  // Each says something of its own.
  const own = lines.slice(0, 50).map((line, n) => ({ ...line, words: { en: `${n}`, sw: `${n}` } }))
  const few = linesOnPaper(own, 10)
  expect(few.at(-1)?.words).toEqual({ en: 'Other', sw: 'Vingine' })
  expect(few.length).toBe(6)
  expect(sumTaxed(few.map(({ taxed }) => taxed))).toEqual(sumTaxed(own.map(({ taxed }) => taxed)))
  expect(linesOnPaper(own, 50)).toBe(own)
})
