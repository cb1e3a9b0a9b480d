import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from './csv.ts'

const limits = { rows: 5, columns: 4, cell: 20 }
const cells = (text: string) => {
  const read = readCsv(text, limits)
  return read.kind === 'rows' ? read.rows : read
}

test('rows, quotes, line breaks in cells, a byte order mark, semicolons', () => {
  expect(cells('\uFEFFa,b\r\n"x, ""y""","1\n2"\r\n')).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 2, cells: ['x, "y"', '1\n2'] },
  ])
  expect(cells('a;b\nx,1;2')).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 2, cells: ['x,1', '2'] },
  ])
  expect(cells('a,b\n\n "q" , z \n')).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 3, cells: ['q', 'z'] },
  ])
})

describe('what is no CSV is refused with its row', () => {
  test.each([
    ['a,b\n"x,1', 2, 'never closed'],
    ['a,b\nx"y,1', 2, 'middle of a cell'],
    ['a,b\n"x"y,1', 2, 'behind a closing'],
    ['a,b\n1,2\nx\u0000,1', 3, 'UTF-8'],
    ['a,b\n\uD800,1', 2, 'UTF-8'],
    ['a,b,c,d,e', 1, 'columns'],
    [`a,b\n${'x'.repeat(21)},1`, 2, 'characters'],
    [`a,b\n"${'x'.repeat(21)}",1`, 2, 'characters'],
    ['a\n1\n2\n3\n4\n5', 6, 'at most 4 rows'],
  ])('%j', (text, row, why) => {
    const read = readCsv(text, limits)
    expect(read).toMatchObject({ kind: 'unreadable', row })
    expect(read.kind === 'unreadable' && read.why).toContain(why)
  })
})

test('whatever is written can be read', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 10 })
    .filter((text) => !/[\u0000\uFFFD]/.test(text)) // oxlint-disable-line no-control-regex -- what is refused
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), (rows) => {
      fc.pre(rows.every(([a, b]) => a !== '' || b !== ''))
      const text = rows.map(([a, b]) => `${quoted(a)},${quoted(b)}`).join('\r\n')
      const read = readCsv(text, { rows: 10, columns: 2, cell: 1000 })
      expect(read.kind === 'rows' && read.rows.map((row) => row.cells)).toEqual(rows)
    }),
  )
})
