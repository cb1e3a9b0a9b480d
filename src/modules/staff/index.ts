/** The door: what other rooms and the wiring may use. */
export { introducePermissions } from './commands/introduce-permissions.ts'
export { makeSetUpCode } from './commands/make-set-up-code.ts'
export { resetMemberFactors } from './commands/reset-member-factors.ts'
export {
  accessChanged,
  guessingNoticed,
  memberDisabled,
  memberEnabled,
  memberJoined,
  memberRolesChanged,
  memberSignedIn,
} from './events.ts'
export type { Mail, OutgoingMail } from './outside/mail/port.ts'
export { smtpMail } from './outside/mail/smtp.ts'
export { createRecognition, type Recognition } from './outside/recognition.ts'
export { findMember, findMemberByEmail, memberNames } from './queries/members.ts'
export type { Catalogue } from './rules/holdings.ts'
export { dropCookie, readCookie, setCookie } from './rules/cookies.ts'
export { deviceName } from './rules/device-name.ts'
