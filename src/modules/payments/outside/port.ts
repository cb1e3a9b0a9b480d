import type { ReceivedMoney } from '../commands/receive-payments.ts'

/**
 * What a provider of money is to us, whoever it is: docs/operating/payment-adapters.md says how the next one becomes an adapter.
 *
 * Every answer of one is one of four: what was asked for, refused for a reason that will not go away by itself, busy (nothing
 * happened; ask again later), or unknown (it may have happened: look, never send again).
 */
export type Outcome<Done> =
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'refused'; readonly code: string; readonly said: string }
  | { readonly kind: 'busy'; readonly said: string }
  | { readonly kind: 'unknown'; readonly said: string }

/**
 * Money that a provider tells of, by whatever way (a callback, a poll, a line of a statement), in the words of ours. Pure, so that it is
 * tested with what the provider really sends; all of it goes through `receivePayments`, which books each receipt once.
 */
export type TellsMoney<Told, About> = (told: Told, about: About) => ReceivedMoney

/** A provider that puts prompts on phones. `Door` is what opens it, `Asked` names the prompt, `State` says what became of it. */
export type PutsPrompts<Door, Ask, Asked, State> = {
  push(door: Door, ask: Ask, signal: AbortSignal): Promise<Outcome<Asked>>
  /** Asked while nothing is heard, until it is settled. */
  pushStatus(
    door: Door,
    promptId: string,
    at: Temporal.Instant,
    signal: AbortSignal,
  ): Promise<Outcome<State>>
}
