export type Count = { passed: number; failed: number }

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
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
