import type { MessageClass, MessageText } from '#kernel/message.ts'

export type Sample = { readonly en: string; readonly sw: string }

/**
 * Words of ours for an occasion, declared by the room that speaks, kept and shown by `messaging`, where the ISP may put its own in
 * their place. `placeholders` are the facts that may be said, each with a sample for the preview.
 */
export type MessageTemplate<P extends string = string> = {
  /** Room and occasion: `notices.payment-received`. */
  readonly name: `${string}.${string}`
  readonly class: MessageClass
  /** When it is sent, for the person about to change it. English and Swahili. */
  readonly sentence: Sample
  readonly placeholders: Readonly<Record<P, Sample>>
  readonly texts: { readonly en: MessageText; readonly sw: MessageText }
}

/** `{isp}` is there for every text: the trading name. */
export function defineTemplate<const P extends string>(
  template: MessageTemplate<P>,
): MessageTemplate<P> {
  return template
}
