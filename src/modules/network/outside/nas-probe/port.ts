/** What came of asking a router whether it knows us. */
export type ProbeOutcome = {
  /**
   * `well`: it answered, and knows the secret. `wrong-secret`: it answered with another one. `silent`: nothing came,
   * which is also what most routers do about a wrong secret. `unreachable`: the network said that nobody listens there.
   */
  readonly outcome: 'well' | 'wrong-secret' | 'silent' | 'unreachable'
  /** From the first question to the answer. */
  readonly took_ms: number | null
  /** In the protocol's words: `Disconnect-NAK, Error-Cause 503`. */
  readonly said: string | null
}

export type NasProbe = {
  /** Never rejects for what the router does or does not do; only when `signal` is aborted. */
  ask(
    nas: { readonly address: string; readonly port: number; readonly secret: string },
    signal: AbortSignal,
  ): Promise<ProbeOutcome>
}
