import { QueueFull } from '#platform/group-commit.ts'
import { EdgeError } from '#platform/http/problems.ts'

/** What a full queue is to whoever called. */
export function busyInWords(error: unknown): unknown {
  if (!(error instanceof QueueFull)) return error
  const said = 'Too much comes in at once. Send it again in a few seconds.'
  return new EdgeError(503, 'platform.busy', said, { 'retry-after': '5' })
}
