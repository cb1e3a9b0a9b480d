import type { GatewayKeys, GatewayKind, MessageWhy } from '../contract.ts'

/** A gateway with what opens it. */
export type Door = {
  readonly id: string
  readonly kind: GatewayKind
  readonly api: string
  readonly sender: string
  readonly keys: GatewayKeys
}

/** A text on its way out. `id` is the same however often it is tried. */
export type OutgoingText = {
  readonly id: string
  /** E.164. */
  readonly to: string
  readonly text: string
  readonly language: 'en' | 'sw'
}

/** What came of a try: they have it; not to this address; the gateway cannot; no answer, so nobody knows. */
export type Outcome =
  | {
      readonly kind: 'taken'
      readonly providerId?: string
      readonly parts?: number
      readonly cents?: bigint
    }
  | { readonly kind: 'refused'; readonly why: MessageWhy; readonly said: string }
  | { readonly kind: 'trouble'; readonly said: string }
  | { readonly kind: 'unknown'; readonly said: string }

export type Report = {
  readonly providerId: string
  readonly report: 'delivered' | 'failed'
  readonly why: string | null
}

/** What a provider tells us by itself. */
export type Told =
  | {
      readonly kind: 'told'
      readonly reports?: readonly Report[]
      /** Words of people, each with their phone. */
      readonly answers?: readonly { readonly from: string; readonly text: string }[]
      /** Phones that want nothing more. */
      readonly optedOut?: readonly string[]
    }
  /** Not what it should be: a wrong signature, or nothing that can be read. */
  | { readonly kind: 'nonsense' }

export type Carrier = {
  readonly send: (door: Door, text: OutgoingText, signal: AbortSignal) => Promise<Outcome>
  /** What came of one that they took; undefined: they do not know yet. Absent where they tell by themselves. */
  readonly askReport?: (
    door: Door,
    providerId: string,
    signal: AbortSignal,
  ) => Promise<Report | undefined>
  /** What a provider wants to hear that asks whether an address is ours; `secret` is the one in it. */
  prove?(query: URLSearchParams, secret: string): string | undefined
  read(
    door: Door,
    what: string,
    told: { readonly body: string; readonly headers: Readonly<Record<string, string | undefined>> },
  ): Told
}

export type Carriers = Readonly<Record<GatewayKind, Carrier>>
