import { expect, test } from 'vitest'
import { aBook, component, version } from '#modules/catalog/testing.ts'
import { taxAmount, treatmentOf, type TaxStatus } from '#modules/catalog/contract.ts'
import { lineOfMinimum } from './arrears.ts'

const whole = {
  from: Temporal.Instant.from('2026-11-01T00:00:00+03:00'),
  to: Temporal.Instant.from('2026-12-01T00:00:00+03:00'),
}
const taxDay = '2026-12-01'
const book = aBook()

test.each([
  // 1,000 with both taxes in it, of which 400 is used: 600 is missing.
  ['inclusive', 'standard', 40_000n, 60_000n],
  // Who is freed of VAT promised 1,000 less its VAT, and used 400 less its VAT.
  ['inclusive', 'exempt', 40_000n, 51_724n],
  ['inclusive', 'zero', 40_000n, 51_724n],
  ['inclusive', 'exempt', 100_000n, 0n],
  // Without taxes in it the minimum is the same for all, and each pays the taxes that are theirs: 600 and both taxes, 600 and excise.
  ['exclusive', 'standard', 40_000n, 80_040n],
  ['exclusive', 'exempt', 40_000n, 69_000n],
] as const)(
  'a minimum of 1,000, %s, asks a payer who is %s for what is missing',
  (taxMode, vat, used, missing) => {
    const status: TaxStatus = { vat, excise: 'standard' }
    const treatment = treatmentOf(book.taxes, {
      ...{ classId: 'internet', day: taxDay, seller: book.seller, status },
    })
    const minimum = component('least', 100_000, { kind: 'minimum', taxMode })
    const line = { taxed: taxAmount(used, taxMode, treatment) }
    const [asked] = lineOfMinimum(
      minimum,
      version([minimum]),
      [{ whole, pieces: [whole] }],
      [line],
      100_000n,
      {
        ...{ book, status, taxDay },
      },
    )
    expect(asked?.taxed.gross ?? 0n).toBe(missing)
  },
)
