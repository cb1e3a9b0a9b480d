/**
 * The business saying no: a normal answer that is never paged and never retried.
 * Rooms declare theirs in `refusals.ts` with `refusal(code, status, sentence)` and throw what it makes.
 */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 422 | 429

/** What goes wrong with one field of an input: `path` as in the contract (`contacts.0.phone`). */
export type FieldIssue = { path: string; message: string }

export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly status: RefusalStatus
  readonly facts: Record<string, string | number | boolean>
  readonly issues: FieldIssue[]

  constructor(
    code: string,
    status: RefusalStatus,
    sentence: string,
    facts: Record<string, string | number | boolean> = {},
    issues: FieldIssue[] = [],
  ) {
    super(sentence)
    this.code = code
    this.status = status
    this.facts = facts
    this.issues = issues
  }
}

/**
 * Declares one way of saying no. `{name}` in the sentence is filled from the facts, and the facts
 * travel to the screen so that it can say the same in Swahili.
 */
export function refusal<const Code extends `${string}.${string}`>(
  code: Code,
  status: RefusalStatus,
  sentence: string,
) {
  return (facts: Record<string, string | number | boolean> = {}, issues: FieldIssue[] = []) =>
    new Refusal(
      code,
      status,
      sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '')),
      facts,
      issues,
    )
}

/**
 * Refuses an edit that was made from another version than the locked row has, and says who was first. Facts of the room's own refusal:
 * `changedByKind`, `changedById`, `changedAt`, and `version`, the one to start again from.
 */
export function refusesStale(stale: ReturnType<typeof refusal>) {
  return (
    current: { version: number; changed_at: Temporal.Instant; by_kind: string; by_id: string },
    version: number,
  ): void => {
    if (current.version === version) return
    throw stale({
      changedByKind: current.by_kind,
      changedById: current.by_id,
      changedAt: current.changed_at.toString(),
      version: current.version,
    })
  }
}
