import { expect, test } from 'vitest'
import { countTests } from './count-tests.ts'

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
