import { expect, test } from 'vitest'
import { servicesTable } from './services-table.ts'

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
