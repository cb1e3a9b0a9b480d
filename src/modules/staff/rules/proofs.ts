export type Proof = 'passkey' | 'password' | 'password-and-code'

/**
 * How a member can prove who they are in the middle of a session. A bare password counts only for those
 * who have nothing stronger.
 */
export function proofsOf(facts: { totp: boolean; passkeys: number }): Proof[] {
  const strong: Proof[] = [
    ...(facts.passkeys > 0 ? (['passkey'] as const) : []),
    ...(facts.totp ? (['password-and-code'] as const) : []),
  ]
  return strong.length > 0 ? strong : ['password']
}

/** The last strong factor stays while a role asks for one. */
export function mayRemoveFactor(facts: {
  requiresMfa: boolean
  totp: boolean
  passkeys: number
}): boolean {
  return !facts.requiresMfa || Number(facts.totp) + facts.passkeys > 1
}
