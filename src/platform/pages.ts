import type { Refusal } from '#kernel/refusal.ts'
import type { Html } from '#platform/html.ts'
import type { Call } from '#platform/serve.ts'
import type { Read, Tx } from '#platform/tx.ts'

/** What a browser asked, as it came: texts, of which nothing has been believed. */
export type PageAsk = {
  /** `:name` parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** A field of the query or the form; empty where there is none, the first where there are several. */
  readonly field: (name: string) => string
  readonly fields: ReadonlyMap<string, string>
  readonly call: Call
  /** Why what was sent was not done: the page is shown again and says so. */
  readonly refusal?: Refusal
  /** It was told apart from others by a cookie of ours, or by what the browser says of itself. */
  readonly device: string
}

export type PageAnswer =
  | {
      readonly kind: 'page'
      readonly title: string
      readonly language: 'en' | 'sw'
      /** All the style there is; the policy lets this very text in and no other. */
      readonly style: string
      readonly body: Html
      /** 200 unless said. */
      readonly status?: number
      /** The browser asks again by itself, here or elsewhere: without a script, and without the browser's own policy of forms. */
      readonly next?: { readonly after_s: number; readonly to?: string }
    }
  /** To another page of ours, after something was done. */
  | { readonly kind: 'go'; readonly to: `/${string}` }

/**
 * Pages that are made whole by the server, for browsers that can do little: the captive page of a phone. No sign-in and no
 * contract; what tells people apart is in the address or in a cookie of the room's own. Plain forms, whose refusals are shown in the same page.
 */
export type Page = {
  /** Room and what it shows: `hotspot.page`. */
  readonly name: `${string}.${string}`
  readonly path: `/${string}`
  readonly show: (read: Read, ask: PageAsk) => Promise<PageAnswer>
  /** What a form of the page does. A refusal that it throws is undone, one that it gives back is kept; both are shown by `show`. */
  readonly take?: (tx: Tx, ask: PageAsk) => Promise<PageAnswer | Refusal>
  /**
   * The same for what many send at once, such as a town that types its codes: taken together while the last of it is written, with an
   * answer for each in its order. What one throws is thrown at that one alone.
   */
  readonly takeTogether?: (
    tx: Tx,
    asks: readonly PageAsk[],
  ) => Promise<readonly (PageAnswer | Refusal)[]>
  /** Fields of which somebody may guess: tries are counted by the field, and by the device and address where that is asked for. */
  readonly guesses?: { readonly field: string; readonly by: 'field' | 'everything' }
}
