import { relative } from 'node:path'

export type Count = { passed: number; failed: number }

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    startTime: number
    endTime: number
    status: string
    assertionResults: unknown[]
  }[]
}

/**
 * Counts what vitest reports. A test that was skipped or is still to be written counts as failed, and so does a file
 * that could not be loaded: nothing is left out in silence. A run that ended badly without naming a failed test (an
 * unhandled rejection, a crash, no report at all) counts as one failure.
 */
export function countTests(report: string | undefined, exitCode: number): Count {
  if (report === undefined) return { passed: 0, failed: 1 }
  const { testResults, ...numbers } = JSON.parse(report) as Report
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const failed =
    numbers.numFailedTests + numbers.numPendingTests + numbers.numTodoTests + unloaded.length
  return { passed: numbers.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

const SLOWEST = 10

/** The files that take longest, in seconds, as lines of a small table: what a test costs stays in view. */
export function slowestFiles(report: string | undefined, root = process.cwd()): string[] {
  if (report === undefined) return []
  const { testResults } = JSON.parse(report) as Report
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ name, took_s: (endTime - startTime) / 1000 }))
    .toSorted((a, b) => b.took_s - a.took_s)
  return [
    `The slowest of ${files.length} test files, in seconds:`,
    ...files
      .slice(0, SLOWEST)
      .map(({ name, took_s }) => `${took_s.toFixed(1).padStart(7)}  ${relative(root, name)}`),
  ]
}
