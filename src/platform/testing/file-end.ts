/**
 * What the test file that runs now opened and must close. Files share their process and its modules, so
 * nothing in a module may outlive the file that asked for it; `tools/test-file.ts` ends it after the last test.
 */
const ends: (() => Promise<void> | void)[] = []

export function whenFileEnds(end: () => Promise<void> | void): void {
  ends.push(end)
}

/** The latest first, as what was opened later may need what was there before. */
export async function endFile(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end()
}
