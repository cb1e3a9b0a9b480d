import type { MatchedBy } from '../contract.ts'

/** Who could be meant, by each way of asking. */
export type Candidates = {
  /** Whose account number was typed. */
  readonly byNumber: string | undefined
  /** Who holds the service whose number was typed. */
  readonly byServiceNumber: string | undefined
  /** Whose phone was typed instead of an account number. */
  readonly byPhoneAsAccount: readonly string[]
  /** Whose phone paid. */
  readonly byPayerPhone: readonly string[]
}

export type Match =
  | { readonly kind: 'owner'; readonly subscriberId: string; readonly by: MatchedBy }
  | { readonly kind: 'nobody' }

/** What the payer typed where an account number belongs. */
export type Typed =
  | { readonly kind: 'nothing' | 'words' }
  | { readonly kind: 'number'; readonly digits: string }

/** Blank, a word or two ("wifi", a name), or something that was meant to be a number. */
export function readTyped(given: string | null | undefined): Typed {
  const bare = (given ?? '').toUpperCase().replaceAll(/[\s.\-–#]/g, '')
  if (bare === '') return { kind: 'nothing' }
  const digits = bare.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^\+?\d{4,}$/.test(digits)
    ? { kind: 'number', digits: digits.replace('+', '') }
    : { kind: 'words' }
}

/**
 * Whose money it is. What was typed comes before whose phone paid, because people pay for others. A phone
 * counts only where exactly one subscriber has it, and the payer's only where no number was typed, or their own
 * with one slip: any other number may be a neighbour's. Anything less certain is for a person to decide.
 */
export function matchOwner(
  candidates: Candidates,
  facts: { readonly typed: Typed; readonly payerNumber: string | undefined },
): Match {
  const { byNumber, byServiceNumber, byPhoneAsAccount, byPayerPhone } = candidates
  if (byNumber) return { kind: 'owner', subscriberId: byNumber, by: 'number' }
  if (byServiceNumber) return { kind: 'owner', subscriberId: byServiceNumber, by: 'service-number' }
  const [typedPhone, ...others] = byPhoneAsAccount
  if (typedPhone && others.length === 0)
    return { kind: 'owner', subscriberId: typedPhone, by: 'phone-as-account' }
  const [payer, ...more] = byPayerPhone
  if (!payer || more.length > 0) return { kind: 'nobody' }
  const { typed, payerNumber } = facts
  const meantTheirOwn =
    typed.kind !== 'number' ||
    (payerNumber !== undefined && slipsFrom(typed.digits).has(payerNumber))
  return meantTheirOwn
    ? { kind: 'owner', subscriberId: payer, by: 'payer-phone' }
    : { kind: 'nobody' }
}

/** Everything that one slip of the finger makes of digits: a digit wrong, missing or too many, or two neighbours swapped. */
export function slipsFrom(digits: string): Set<string> {
  const slips = new Set<string>()
  for (let place = 0; place <= digits.length; place++) {
    const before = digits.slice(0, place)
    const after = digits.slice(place)
    slips.add(before + after.slice(1))
    if (after.length > 1) slips.add(`${before}${after[1]}${after[0]}${after.slice(2)}`)
    for (let digit = 0; digit <= 9; digit++) {
      slips.add(`${before}${digit}${after}`)
      if (after.length > 0) slips.add(`${before}${digit}${after.slice(1)}`)
    }
  }
  slips.delete(digits)
  return slips
}
