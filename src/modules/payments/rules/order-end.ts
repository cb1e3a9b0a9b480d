/** What became of an order, as M-Pesa says. */
export type OrderEnd =
  | {
      readonly kind: 'done'
      readonly receipt: string | null
      readonly at: Temporal.Instant | undefined
    }
  | { readonly kind: 'failed'; readonly code: string; readonly said: string }
  /** Nobody knows: it is asked about again later, and never sent again as another one. */
  | { readonly kind: 'unknown'; readonly said: string }
