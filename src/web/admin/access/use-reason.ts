import { SERVING_REASONS, servingWords } from '#modules/services/contract.ts'
import { useLanguage, useText, type TextKey } from '#web/i18n/index.ts'

const DOOR = {
  'unknown-user': 'access.reasons.unknown-user',
  'proof-missing': 'access.reasons.proof-missing',
  'proof-unreadable': 'access.reasons.proof-unreadable',
  'proof-not-checkable': 'access.reasons.proof-not-checkable',
  'wrong-password': 'access.reasons.wrong-password',
  'eap-tls': 'access.reasons.eap-tls',
  'eap-broken-off': 'access.reasons.eap-broken-off',
  'eap-crowded': 'access.reasons.eap-crowded',
  'home-accepts': 'access.reasons.home-accepts',
  'home-rejects': 'access.reasons.home-rejects',
  'home-silent': 'access.reasons.home-silent',
  'home-loop': 'access.reasons.home-loop',
  'other-site': 'access.reasons.other-site',
  'other-nas': 'access.reasons.other-nas',
  'device-not-bound': 'access.reasons.device-not-bound',
  'device-missing': 'access.reasons.device-missing',
  'too-many-sessions': 'access.reasons.too-many-sessions',
  'nas-full': 'access.reasons.nas-full',
  'no-address-left': 'access.reasons.no-address-left',
  'quota-in-use': 'access.reasons.quota-in-use',
  'picture-too-old': 'access.reasons.picture-too-old',
} as const satisfies Record<string, TextKey>

const CAUSES = {
  staff: 'access.causes.staff',
  'too-many-sessions': 'access.causes.too-many-sessions',
  Silence: 'access.causes.Silence',
  Replaced: 'access.causes.Replaced',
  'reused-id': 'access.causes.reused-id',
  'heard-just-now': 'access.causes.heard-just-now',
  'Home-Server': 'access.causes.Home-Server',
  'Gone-At-NAS': 'access.causes.Gone-At-NAS',
  Reconnect: 'access.causes.Reconnect',
  ended: 'access.causes.ended',
  'User-Request': 'access.causes.User-Request',
  'Lost-Carrier': 'access.causes.Lost-Carrier',
  'Lost-Service': 'access.causes.Lost-Service',
  'Idle-Timeout': 'access.causes.Idle-Timeout',
  'Session-Timeout': 'access.causes.Session-Timeout',
  'Admin-Reset': 'access.causes.Admin-Reset',
  'Admin-Reboot': 'access.causes.Admin-Reboot',
  'NAS-Request': 'access.causes.NAS-Request',
  'NAS-Reboot': 'access.causes.NAS-Reboot',
  'Service-Unavailable': 'access.causes.Service-Unavailable',
  unknown: 'access.causes.unknown',
} as const satisfies Record<string, TextKey>

/** Why the door is open or shut, in the reader’s language; a word that this version does not know stays as it is. */
export function useReason(): (because: string) => string {
  const t = useText()
  const language = useLanguage()
  return (because) => {
    const serving = SERVING_REASONS.find((reason) => reason === because)
    if (serving) return servingWords(serving, language)
    return isIn(DOOR, because) ? t(DOOR[because]) : because
  }
}

/** Why a session ended: what routers mostly say (RFC 2866 §5.10) in plain words, what they seldom say in their own, which their logs use, too. */
export function useCause(): (cause: string) => string {
  const t = useText()
  const reason = useReason()
  return (cause) => (isIn(CAUSES, cause) ? t(CAUSES[cause]) : reason(cause))
}

const DROPS = {
  'too-short': 'access.drops.reasons.too-short',
  'length-field': 'access.drops.reasons.length-field',
  'attribute-length': 'access.drops.reasons.attribute-length',
  'attribute-overrun': 'access.drops.reasons.attribute-overrun',
  'unknown-code': 'access.drops.reasons.unknown-code',
  'unexpected-code': 'access.drops.reasons.unexpected-code',
  'unknown-nas': 'access.drops.reasons.unknown-nas',
  'authenticator-wrong': 'access.drops.reasons.authenticator-wrong',
  'message-authenticator-wrong': 'access.drops.reasons.message-authenticator-wrong',
  'message-authenticator-missing': 'access.drops.reasons.message-authenticator-missing',
  'message-authenticator-malformed': 'access.drops.reasons.message-authenticator-malformed',
  'proxy-state-unsigned': 'access.drops.reasons.proxy-state-unsigned',
  'eap-unsigned': 'access.drops.reasons.eap-unsigned',
  'status-unsigned': 'access.drops.reasons.status-unsigned',
  'tls-refused': 'access.drops.reasons.tls-refused',
  'tls-crowded': 'access.drops.reasons.tls-crowded',
  'duplicate-in-work': 'access.drops.reasons.duplicate-in-work',
  'given-up': 'access.drops.reasons.given-up',
  closing: 'access.drops.reasons.closing',
  'over-share': 'access.drops.reasons.over-share',
  'queue-full': 'access.drops.reasons.queue-full',
  'reply-unexpected': 'access.drops.reasons.reply-unexpected',
  'reply-code': 'access.drops.reasons.reply-code',
  'reply-authenticator-wrong': 'access.drops.reasons.reply-authenticator-wrong',
} as const satisfies Record<string, TextKey>

/** Why a packet got no answer. */
export function useDropReason(): (reason: string) => string {
  const t = useText()
  return (reason) => (isIn(DROPS, reason) ? t(DROPS[reason]) : reason)
}

function isIn<T extends object>(table: T, word: string): word is Extract<keyof T, string> {
  return word in table
}
