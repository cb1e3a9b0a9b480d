/** From where somebody tries to get in. */
export type Caller = {
  readonly ip: string
  readonly userAgent: string
  /** What this browser was given when it last signed somebody in. */
  readonly deviceToken: string | undefined
}

/** At whom a try points: an address that a member has, or that nobody has. */
export type Aim = { readonly emailBlind: string; readonly memberId: string | null }

export type Factor =
  | 'password'
  | 'totp'
  | 'email-code'
  | 'recovery-code'
  | 'passkey'
  | 'reset-code'
  | 'set-up-code'

/** What a browser is given when it gets in, or half in; the routes put it into cookies. */
export type Admission =
  | {
      readonly kind: 'session'
      readonly sessionToken: string
      readonly deviceToken: string
      readonly standing: 'whole' | 'enrolling'
    }
  | {
      readonly kind: 'pending'
      readonly signInToken: string
      readonly factors: ('totp' | 'passkey' | 'email-code' | 'recovery-code')[]
    }
