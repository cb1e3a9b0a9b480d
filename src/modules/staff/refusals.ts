import { refusal } from '#kernel/refusal.ts'

/** The same words for an unknown address, a wrong password and a disabled member: none is to be told apart. */
export const wrongSignIn = refusal(
  'staff.wrong_sign_in',
  401,
  'The e-mail address or the password is not right.',
)
export const wrongCode = refusal(
  'staff.wrong_code',
  401,
  'This code is not right. {left} tries left.',
)
export const codeGone = refusal(
  'staff.code_gone',
  410,
  'This code is not right or no longer good. Look again or ask for a new one.',
)
export const signInGone = refusal(
  'staff.sign_in_gone',
  410,
  'This sign-in took too long or had too many wrong codes. Start again with your password.',
)
export const tooManyTries = refusal(
  'staff.too_many_tries',
  429,
  'Too many wrong tries. Try again in {wait_s} seconds.',
)
export const wrongPasskey = refusal(
  'staff.wrong_passkey',
  401,
  'This passkey did not answer as expected. Try again or use another way.',
)
export const factorNotOffered = refusal(
  'staff.factor_not_offered',
  409,
  'This sign-in does not take that kind of factor.',
)
export const tooManyMails = refusal(
  'staff.too_many_mails',
  429,
  'A code was sent a moment ago. You can ask for another in {wait_s} seconds.',
)

export const weakPassword = refusal(
  'staff.weak_password',
  422,
  'This password would be guessed quickly. Choose another.',
)
export const wrongPassword = refusal(
  'staff.wrong_password',
  422,
  'This is not your current password.',
)
export const proofNotEnough = refusal(
  'staff.proof_not_enough',
  422,
  'Prove it with a passkey, or with your password and, if you have one, the code of your authenticator app.',
)

export const setUpDone = refusal(
  'staff.set_up_done',
  410,
  'The owner has been set up already. Sign in, or ask the owner for an invitation.',
)
export const wrongSetUpCode = refusal(
  'staff.wrong_set_up_code',
  401,
  'This set-up code is not right or has expired. `kasi staff set-up-code` prints a new one.',
)

export const invitationGone = refusal(
  'staff.invitation_gone',
  410,
  'This invitation has been used, taken back, replaced or is too old. Ask for a new one.',
)
export const emailTaken = refusal(
  'staff.email_taken',
  409,
  'Somebody on the staff or invited has this e-mail address already.',
)

export const noSuchMember = refusal(
  'staff.no_such_member',
  404,
  'There is no such member of staff.',
)
export const noSuchInvitation = refusal(
  'staff.no_such_invitation',
  404,
  'There is no such open invitation.',
)
export const noSuchRole = refusal('staff.no_such_role', 404, 'There is no such role.')
export const noSuchSession = refusal('staff.no_such_session', 404, 'There is no such open session.')
export const noSuchApiKey = refusal('staff.no_such_api_key', 404, 'There is no such API key.')
export const noSuchPasskey = refusal('staff.no_such_passkey', 404, 'There is no such passkey.')
export const noSuchSite = refusal('staff.no_such_site', 422, 'There is no such site.')

export const alreadyDisabled = refusal(
  'staff.already_disabled',
  409,
  'This member is disabled already.',
)
export const notDisabled = refusal('staff.not_disabled', 409, 'This member is not disabled.')
export const notOneself = refusal('staff.not_oneself', 409, 'Ask a colleague to do this for you.')
export const lastOwner = refusal(
  'staff.last_owner',
  409,
  'This is the last owner who can sign in. Make another owner first.',
)

export const unknownPermission = refusal(
  'staff.unknown_permission',
  422,
  'There is no permission called {permission}.',
)
export const notYoursToGive = refusal(
  'staff.not_yours_to_give',
  403,
  'You can neither give nor take away {permission}: you do not hold it yourself everywhere it reaches.',
)
export const aboveYou = refusal(
  'staff.above_you',
  403,
  'This stands above you: it holds {permission}, which you do not. Ask somebody who holds it too.',
)
export const worksElsewhere = refusal(
  'staff.works_elsewhere',
  403,
  'They work at sites that you do not reach, too. Ask somebody who works at all of theirs.',
)
export const ownersOnly = refusal(
  'staff.owners_only',
  403,
  'Only an owner decides about owners. Ask one of them.',
)
export const notForSoLong = refusal(
  'staff.not_for_so_long',
  403,
  'You cannot give {permission} for so long: you hold it for a shorter time yourself.',
)
export const roleNameTaken = refusal(
  'staff.role_name_taken',
  409,
  'There is a role called {name} already.',
)
export const roleFixed = refusal('staff.role_fixed', 409, 'The owner role stays as it is.')
export const roleInUse = refusal(
  'staff.role_in_use',
  409,
  'Members or open invitations have this role ({members}). Give them another first.',
)
export const untilPassed = refusal(
  'staff.until_passed',
  422,
  'The end of a time-limited role lies in the future.',
)

export const totpNotStarted = refusal(
  'staff.totp_not_started',
  409,
  'Start adding an authenticator app first.',
)
export const noTotp = refusal('staff.no_totp', 404, 'There is no authenticator app to remove.')
export const lastFactor = refusal(
  'staff.last_factor',
  409,
  'Your role asks for a second factor and this is the last. Add another first.',
)
export const passkeyTaken = refusal(
  'staff.passkey_taken',
  409,
  'This passkey has been added already.',
)
export const noFactor = refusal(
  'staff.no_factor',
  409,
  'Recovery codes come with an authenticator app or a passkey. Add one first.',
)
export const sessionNeeded = refusal(
  'staff.session_needed',
  403,
  'An API key cannot do this. Sign in on the web.',
)
