import type { Read } from '#platform/tx.ts'
import type { SessionLimits } from '../rules/session.ts'

/** What the ISP decided about signing in. */
export type Policy = SessionLimits & {
  readonly emailCodes: boolean
  readonly invitation_days: number
}

export async function policyOf(_read: Read): Promise<Policy> {
  return { idle_min: 30, absolute_h: 12, emailCodes: true, invitation_days: 3 }
}

/** The name that mails, authenticator apps and passkeys show. */
export async function ispName(_read: Read): Promise<string> {
  return 'Kasi'
}
