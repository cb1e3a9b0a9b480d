/** So long a price that was shown is kept, and as long again while it waits for its money. */
export const QUOTE_VALID = { minutes: 15 } as const
