import { servingWords, SERVING_REASONS, type ServingReason } from '#modules/services/contract.ts'
import type { RejectReason } from './decide.ts'

/** For the log of staff, who may know more than the person at the door. */
export const DOOR_WORDS = {
  'unknown-user': 'No service has this name or device.',
  'proof-missing': 'The request has no password.',
  'proof-unreadable': 'The password in the request is malformed.',
  'proof-not-checkable': 'This way of proving a password cannot be checked for this service.',
  'wrong-password': 'The password is wrong.',
  'eap-tls':
    'The device ended TLS before its password: most often it does not trust the certificate of this server.',
  'eap-broken-off': 'The conversation of EAP was broken off, or took too long.',
  'eap-crowded': 'More devices than this server holds at once are in the middle of EAP.',
  'other-site': 'The service may be used at its own site only.',
  'other-nas': 'The service may be used on some routers only, and this is none of them.',
  'device-not-bound': 'This device is not one of those that are bound to the service.',
  'device-missing': 'The router does not say which device dials, and the service is bound to some.',
  'too-many-sessions': 'As many sessions as the plan allows are open.',
  'nas-full': 'As many sessions as this router bears are open on it.',
  'no-address-left': 'Every pool that serves this session is used up.',
  'quota-in-use': 'What is left of the quota belongs to sessions that are open.',
  'picture-too-old':
    'The database has been out of reach for longer than known subscribers are let in without it.',
} as const satisfies Record<Exclude<RejectReason, ServingReason>, string>

/** Of names of other providers' realms, for whom those answer. */
export const ROAMING_WORDS = {
  'home-accepts': 'Their own provider lets them in.',
  'home-rejects': 'Their own provider turns them away.',
  'home-silent': 'No server of their provider answered.',
  'home-loop': 'The request has been handed on in a circle.',
} as const
export type RoamingReason = keyof typeof ROAMING_WORDS

/** Begins what only a test is told. */
export const REASON = 'kasi-reason:'

/** What the person at the door reads. Whether a name exists is nobody’s business, so two reasons sound the same. */
export function rejectWords(because: RejectReason): string {
  if (because === 'unknown-user' || because === 'wrong-password')
    return 'Name or password is wrong.'
  if (isServingReason(because)) return servingWords(because)
  return DOOR_WORDS[because]
}

/** A reason as it lies in the log, where one of an older version of Kasi may lie, too. */
export function reasonWords(because: string): string {
  if (isServingReason(because)) return servingWords(because)
  if (isRoamingReason(because)) return ROAMING_WORDS[because]
  return isDoorReason(because) ? DOOR_WORDS[because] : because
}

function isDoorReason(because: string): because is keyof typeof DOOR_WORDS {
  return because in DOOR_WORDS
}

function isRoamingReason(because: string): because is RoamingReason {
  return because in ROAMING_WORDS
}

function isServingReason(because: string): because is ServingReason {
  return SERVING_REASONS.some((reason) => reason === because)
}
