import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ADJUSTMENT_KINDS } from '#modules/billing/contract.ts'
import { ledger as en } from './en/ledger.ts'
import { ledger as sw } from './sw/ledger.ts'

const MODULES = join(import.meta.dirname, '../../modules')

/** What rooms book as, by their source: every kind that is not that of a subject. */
function kindsBooked(): string[] {
  const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing'),
  )
  const kinds = files.flatMap((path) =>
    [...readFileSync(join(MODULES, path), 'utf8').matchAll(KIND)].map(([, kind = '']) => kind),
  )
  const adjustments = ADJUSTMENT_KINDS.map((kind) => `billing.${kind}`)
  return [...new Set([...kinds, ...adjustments])].toSorted()
}
const KIND = /kind: '([a-z]+\.[a-z-]+)'(?!, id)/g

test('whatever is booked says in words what it is, in both languages', () => {
  const kinds = kindsBooked()
  expect(kinds).toEqual(
    expect.arrayContaining(['billing.settlement-undone', 'payments.provider-charge']),
  )
  for (const words of [en.what, sw.what])
    expect(kinds.filter((kind) => !Object.hasOwn(words, kind.replace('.', '_')))).toEqual([])
})
