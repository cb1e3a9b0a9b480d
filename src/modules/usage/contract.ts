/**
 * What usage has to say about a service now, as far as it changes what the service gets: the network keeps it in
 * memory for every service of which it is not `NOTHING_USED`.
 */
export type UsageNow = {
  /** Place of the fair-use stage reached in this period; null: none yet. */
  readonly stage: number | null
  /** Null where the plan counts nothing. */
  readonly quota: QuotaNow | null
  /** A speed bought or given for some hours. */
  readonly boost: {
    readonly down_bps: number
    readonly up_bps: number
    readonly until_ms: number
  } | null
}

export type QuotaNow = {
  readonly state: 'left' | 'used-up'
  /** Bytes that may still be moved, in the direction that counts; null: not counted in bytes. */
  readonly left_bytes: bigint | null
  /** Which direction they are counted in. */
  readonly counts: 'data' | 'down' | 'up' | null
  /** Seconds that may still be spent online; null: not counted in time. */
  readonly left_s: number | null
}

export const NOTHING_USED: UsageNow = { stage: null, quota: null, boost: null }

export * from './contract/usage.ts'
export * from './contract/portal.ts'
