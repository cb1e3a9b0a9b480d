import type { SignInStep } from '../contract.ts'

type Factor = Extract<SignInStep, { step: 'second-factor' }>['factors'][number]

export type SignInFacts = {
  readonly totp: boolean
  readonly passkeys: number
  readonly recoveryCodesLeft: number
  /** The ISP asks members without an authenticator app or passkey for an e-mailed code. */
  readonly emailCodes: boolean
}

/**
 * What is asked for after the right password. Whoever has an authenticator app or a passkey is never
 * let in by e-mail: the weaker way would be the one that counts (ASVS 5.0 V6.3.4).
 */
export function factorsAfterPassword(facts: SignInFacts): Factor[] {
  const strong: Factor[] = [
    ...(facts.totp ? (['totp'] as const) : []),
    ...(facts.passkeys > 0 ? (['passkey'] as const) : []),
  ]
  if (strong.length > 0) return facts.recoveryCodesLeft > 0 ? [...strong, 'recovery-code'] : strong
  return facts.emailCodes ? ['email-code'] : []
}

/** A role that asks for a second factor opens nothing but enrolment until there is one. */
export function standingOf(facts: {
  requiresMfa: boolean
  strongFactor: boolean
}): 'whole' | 'enrolling' {
  return facts.requiresMfa && !facts.strongFactor ? 'enrolling' : 'whole'
}
