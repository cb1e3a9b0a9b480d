import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** How many requirements of levels 1 and 2 each chapter of OWASP ASVS 5.0.0 has. */
const CHAPTERS: Record<string, number> = {
  V1: 27,
  V2: 11,
  V3: 19,
  V4: 10,
  V5: 9,
  V6: 35,
  V7: 18,
  V8: 7,
  V9: 7,
  V10: 29,
  V11: 14,
  V12: 9,
  V13: 13,
  V14: 9,
  V15: 13,
  V16: 16,
  V17: 7,
}

type Line = { id: string; level: string; status: string; evidence: string[]; note: string }

function readLines(): Line[] {
  const [header, ...lines] = readFileSync(join(ROOT, 'docs/security/asvs.csv'), 'utf8')
    .trimEnd()
    .split('\n')
  expect(header).toBe('id,level,status,evidence,note')
  return lines.map((line) => {
    const found = /^([^,]*),([^,]*),([^,]*),([^,]*),(.*)$/.exec(line)
    if (!found) throw new Error(`docs/security/asvs.csv cannot be read here: ${line}`)
    const [, id = '', level = '', status = '', evidence = '', note = ''] = found
    return { id, level, status, evidence: evidence.split(' ').filter(Boolean), note }
  })
}

test('every requirement of levels 1 and 2 has one line, in order', () => {
  const ids = readLines().map(({ id }) => id)
  expect(ids).toHaveLength(253)
  expect(new Set(ids).size).toBe(253)
  const numbers = ids.map((id) => id.slice(1).split('.').map(Number))
  const inOrder = numbers.toSorted(
    (a, b) => a.map((n, i) => n - (b[i] ?? 0)).find((d) => d !== 0) ?? 0,
  )
  expect(numbers).toEqual(inOrder)
  const chapters = Object.fromEntries(
    Object.keys(CHAPTERS).map((chapter) => [
      chapter,
      ids.filter((id) => id.startsWith(`${chapter}.`)).length,
    ]),
  )
  expect(chapters).toEqual(CHAPTERS)
})

test('nothing is met without evidence, or left out without a reason', () => {
  const wrong = readLines().filter(({ level, status, evidence, note }) => {
    if (!/^[12]$/.test(level)) return true
    return status === 'met'
      ? evidence.length === 0
      : !['na', 'planned'].includes(status) || note.length < 5
  })
  expect(wrong).toEqual([])
})

test('every file of evidence exists', () => {
  const missing = readLines().flatMap(({ id, evidence }) =>
    evidence.filter((path) => !existsSync(join(ROOT, path))).map((path) => `${id}: ${path}`),
  )
  expect(missing).toEqual([])
})

test('every sealed column has a level', () => {
  const levels = readFileSync(join(ROOT, 'docs/security/data.md'), 'utf8')
  const columns = new Map<string, string[]>()
  let table = ''
  for (const line of readFileSync(join(ROOT, 'schema.sql'), 'utf8').split('\n')) {
    table = /^create table ([\w.]+)/.exec(line)?.[1] ?? table
    const column = /^ {2}(\w+)_sealed /.exec(line)?.[1]
    if (column) columns.set(table, [...(columns.get(table) ?? []), column])
  }
  expect(columns.size).toBeGreaterThan(20)
  const named = [...levels.matchAll(/`([\w.]+)`: (\w+(?:, \w+)*)/g)].flatMap(
    ([, of = '', names = '']) => names.split(', ').map((name) => `${of}.${name}`),
  )
  const known = [...columns].flatMap(([of, names]) => names.map((name) => `${of}.${name}`))
  expect(known.filter((one) => !named.includes(one))).toEqual([])
})
