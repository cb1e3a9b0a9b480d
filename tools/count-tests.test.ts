import { expect, test } from 'vitest'
import { countTests, slowestFiles } from './count-tests.ts'

const good = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
const loaded = { status: 'passed', assertionResults: [{}] }
const unloaded = { status: 'failed', assertionResults: [] }

test.each([
  ['a good run', { ...good, testResults: [loaded] }, 0, { passed: 7, failed: 0 }],
  [
    'failed tests',
    { ...good, numFailedTests: 2, testResults: [loaded] },
    1,
    { passed: 7, failed: 2 },
  ],
  [
    'skipped tests',
    { ...good, numPendingTests: 3, testResults: [loaded] },
    0,
    { passed: 7, failed: 3 },
  ],
  [
    'tests to be written',
    { ...good, numTodoTests: 1, testResults: [loaded] },
    0,
    { passed: 7, failed: 1 },
  ],
  [
    'a file that does not load',
    { ...good, testResults: [loaded, unloaded] },
    1,
    { passed: 7, failed: 1 },
  ],
  ['an unhandled rejection', { ...good, testResults: [loaded] }, 1, { passed: 7, failed: 1 }],
])('%s', (_, report, exitCode, count) => {
  expect(countTests(JSON.stringify(report), exitCode)).toEqual(count)
})

test('no report at all is a failure', () => {
  expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 })
})

test('the slowest files come first, and no more than ten', () => {
  const testResults = Array.from({ length: 12 }, (_, n) => ({
    ...{ ...loaded, name: `/kasi/src/${n}.test.ts` },
    ...{ startTime: 5_000, endTime: 5_000 + n * 1_250 },
  }))
  const lines = slowestFiles(JSON.stringify({ ...good, testResults }), '/kasi')
  expect(lines).toHaveLength(11)
  expect(lines.slice(0, 3)).toEqual([
    'The slowest of 12 test files, in seconds:',
    '   13.8  src/11.test.ts',
    '   12.5  src/10.test.ts',
  ])
  expect(slowestFiles(undefined)).toEqual([])
})
