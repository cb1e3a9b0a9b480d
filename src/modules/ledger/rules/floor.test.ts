import { expect, test } from 'vitest'
import { CHART } from '../contract.ts'
import { takesTooMuch } from './floor.ts'

test.each([
  ['a wallet that is filled', CHART.wallets, -100n, -100n, false],
  ['a wallet that is emptied', CHART.wallets, 100n, 0n, false],
  ['a wallet that would owe', CHART.wallets, 100n, 1n, true],
  ['a wallet that owes less than before', CHART.wallets, -50n, 20n, false],
  ['a receivable in credit, which nobody guards', CHART.receivable, -100n, -100n, false],
  ['an account without parties', CHART.bank, -100n, -100n, false],
])('%s', (_, account, moved, balance, expected) => {
  expect(takesTooMuch({ account, moved, balance })).toBe(expected)
})
