/** How many wrong codes in half an hour are a mistake. Behind one address may be a whole hotspot, so its bound is wide. */
const BOUNDS = { device: 10, address: 120 } as const
export const SLOT_s = 900

export type Tries = { readonly kind: keyof typeof BOUNDS; readonly tries: number }

/** Whether whoever tried so often may try once more. Right codes count nothing. */
export function mayTry(tries: readonly Tries[]): boolean {
  return tries.every(({ kind, tries: many }) => many < BOUNDS[kind])
}

/** Said once, when the bound is reached, and not with every try after it. */
export function isNoticed({ kind, tries }: Tries): boolean {
  return tries === BOUNDS[kind]
}

/** The quarter of an hour in which a try counts. */
export function slotOf(now: Temporal.Instant): Temporal.Instant {
  const slot_ms = SLOT_s * 1_000
  return Temporal.Instant.fromEpochMilliseconds(
    Math.floor(now.epochMilliseconds / slot_ms) * slot_ms,
  )
}
