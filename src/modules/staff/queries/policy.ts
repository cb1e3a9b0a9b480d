import { z } from 'zod'
import { organizationNow, settingValue } from '#modules/organization/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'
import type { SessionLimits } from '../rules/session.ts'

export const sessionIdle = defineSetting({
  key: 'staff.session-idle',
  schema: z.int().min(5).max(240),
  default: 30,
  sentence: {
    en: 'Minutes without any activity after which a member of staff signs in again.',
    sw: 'Dakika bila shughuli yoyote ambazo baada yake mfanyakazi huingia upya.',
  },
  permission: 'staff.policy',
})

export const sessionLongest = defineSetting({
  key: 'staff.session-longest',
  schema: z.int().min(1).max(24),
  default: 12,
  sentence: {
    en: 'Hours after which a member of staff signs in again, whatever they do.',
    sw: 'Saa ambazo baada yake mfanyakazi huingia upya, hata akiwa anafanya kazi.',
  },
  permission: 'staff.policy',
})

export const emailCodes = defineSetting({
  key: 'staff.email-codes',
  schema: z.boolean(),
  default: true,
  sentence: {
    en: 'Members without an authenticator app or a passkey get a code by e-mail at each sign-in. Without it their password alone opens the door.',
    sw: 'Wafanyakazi wasio na programu ya misimbo au passkey hupata msimbo kwa barua pepe kila wanapoingia. Bila hiyo, nenosiri pekee linatosha.',
  },
  permission: 'staff.policy',
})

export const invitationDays = defineSetting({
  key: 'staff.invitation-days',
  schema: z.int().min(1).max(14),
  default: 3,
  sentence: {
    en: 'Days within which an invitation to the staff must be accepted.',
    sw: 'Siku ambazo mwaliko wa mfanyakazi lazima ukubaliwe.',
  },
  permission: 'staff.policy',
})

/** What the ISP decided about signing in. */
export type Policy = SessionLimits & {
  readonly emailCodes: boolean
  readonly invitation_days: number
}

export async function policyOf(read: Read): Promise<Policy> {
  return {
    idle_min: await settingValue(read, sessionIdle),
    absolute_h: await settingValue(read, sessionLongest),
    emailCodes: await settingValue(read, emailCodes),
    invitation_days: await settingValue(read, invitationDays),
  }
}

/** The name that mails, authenticator apps and passkeys show. */
export async function ispName(read: Read): Promise<string> {
  return (await organizationNow(read)).tradingName
}
