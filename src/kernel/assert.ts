/** States what must be true. A failure is a fault of ours, never of the person asking. */
export function assert(truth: unknown, message: string): asserts truth {
  if (!truth) throw new Error(`Assertion failed: ${message}`)
}

/** The end of an exhaustive `switch`: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`)
}

/** Narrows away `undefined` and `null` where their absence is a fault. */
export function must<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message)
  return value
}
