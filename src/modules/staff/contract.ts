import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { text } from '#kernel/text.ts'

/* ── Words ─────────────────────────────────────────────────────────────────────────────────────── */

const instant = z.iso.datetime({ offset: true })

export const personName = text({ max: 120 })
export const roleName = text({ max: 60 })

/**
 * A password as it is chosen. Taken exactly as typed (ASVS 5.0 V6.2.8), no rules of composition
 * (V6.2.5); what makes one too weak is in `rules/password.ts`.
 */
export const newPassword = z.string().min(8).max(128)
/** A password as it is given at sign-in: anything, so that a wrong one gets the same answer as any other. */
const givenPassword = z.string().min(1).max(1024)

export const language = z.enum(['en', 'sw'])
export const timeFormat = z.enum(['24h', '12h'])
export const theme = z.enum(['system', 'light', 'dark'])

/** A one-time code as people type it: spaces and dashes do not matter. */
const code = z
  .string()
  .max(64)
  .transform((typed) => typed.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().min(6).max(32))

/** What the browser's `PublicKeyCredential.toJSON()` gives (WebAuthn level 3 §5.1). Verified by the server's library. */
const passkeyResponse = z.looseObject({
  id: z.string().max(2048),
  rawId: z.string().max(2048),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(16_384) }),
})
/** For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. */
const passkeyOptions = z.looseObject({ challenge: z.string() })

/* ── Sign-in ───────────────────────────────────────────────────────────────────────────────────── */

/**
 * Where a sign-in stands. Its state travels in HttpOnly cookies; the page keeps nothing.
 * - `done`: signed in. `standing: 'enrolling'` means that the role asks for an authenticator app or a
 *   passkey that this member does not have yet, and nothing else opens until there is one.
 * - `second-factor`: the password was right; one of `factors` is asked for, within ten minutes.
 *   `email-code` must be sent first (`sendEmailCode`).
 */
export const signInStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('done'), standing: z.enum(['whole', 'enrolling']) }),
  z.object({
    step: z.literal('second-factor'),
    factors: z.array(z.enum(['totp', 'passkey', 'email-code', 'recovery-code'])),
  }),
])
export type SignInStep = z.infer<typeof signInStep>

export const lookAtSetUp = endpoint({
  name: 'staff.look-at-set-up',
  method: 'GET',
  path: '/api/set-up',
  access: 'anyone',
  summary: 'Tells whether the first owner is still to be set up',
  input: nothing,
  reply: z.object({ owed: z.boolean() }),
})

export const setUpOwner = endpoint({
  name: 'staff.set-up-owner',
  method: 'POST',
  path: '/api/set-up',
  access: 'anyone',
  summary: 'Makes the first owner, with the one-time code that the server printed; gone afterwards',
  pace: 'guess',
  input: z.object({
    code: z.string().trim().max(64),
    name: personName,
    email,
    password: newPassword,
    language: language.default('en'),
  }),
  reply: signInStep,
})

export const signIn = endpoint({
  name: 'staff.sign-in',
  method: 'POST',
  path: '/api/sign-in',
  access: 'anyone',
  summary: 'Signs in with e-mail and password; may ask for a second factor',
  pace: 'guess',
  input: z.object({ email, password: givenPassword }),
  reply: signInStep,
})

export const sendEmailCode = endpoint({
  name: 'staff.send-email-code',
  method: 'POST',
  path: '/api/sign-in/email-code',
  access: 'anyone',
  summary: 'Sends the code for the sign-in under way to the e-mail address of the member',
  pace: 'guess',
  input: nothing,
  reply: z.object({ sentTo: z.string(), resendAfter_s: z.number().int() }),
})

export const giveSecondFactor = endpoint({
  name: 'staff.give-second-factor',
  method: 'POST',
  path: '/api/sign-in/second-factor',
  access: 'anyone',
  summary: 'Gives the second factor for the sign-in under way',
  pace: 'guess',
  input: z.object({ factor: z.enum(['totp', 'email-code', 'recovery-code']), code }),
  reply: signInStep,
})

export const startPasskeySignIn = endpoint({
  name: 'staff.start-passkey-sign-in',
  method: 'POST',
  path: '/api/sign-in/passkey-options',
  access: 'anyone',
  summary: 'Gives the challenge for a passkey: as second factor, or on its own without any e-mail',
  input: nothing,
  reply: z.object({ options: passkeyOptions }),
})

export const signInWithPasskey = endpoint({
  name: 'staff.sign-in-with-passkey',
  method: 'POST',
  path: '/api/sign-in/passkey',
  access: 'anyone',
  summary: 'Signs in with a passkey; with user verification it counts as both factors',
  pace: 'guess',
  input: z.object({ response: passkeyResponse }),
  reply: signInStep,
})

export const signOut = endpoint({
  name: 'staff.sign-out',
  method: 'POST',
  path: '/api/sign-out',
  access: 'enrolling',
  summary: 'Ends the session that asks',
  input: nothing,
  reply: nothing,
})

export const askPasswordReset = endpoint({
  name: 'staff.ask-password-reset',
  method: 'POST',
  path: '/api/forgotten-password',
  access: 'anyone',
  summary:
    'Sends a code for a new password, if the address is known; the answer is always the same',
  pace: 'guess',
  input: z.object({ email }),
  reply: z.object({ resendAfter_s: z.number().int() }),
})

export const resetPassword = endpoint({
  name: 'staff.reset-password',
  method: 'POST',
  path: '/api/forgotten-password/reset',
  access: 'anyone',
  summary: 'Sets a new password with the e-mailed code; the second factor stays as it was',
  pace: 'guess',
  input: z.object({ email, code, password: newPassword }),
  reply: nothing,
})

/* ── Oneself ───────────────────────────────────────────────────────────────────────────────────── */

/** Which sites: `null` is all of them, also those that are opened later. */
const siteIds = z.array(id).min(1).max(500).nullable()

export const heldRole = z.object({
  roleId: id,
  roleName: z.string(),
  siteIds,
  /** The end of a time-limited elevation; null for good. */
  until: instant.nullable(),
})

export const me = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  timeFormat,
  theme,
  standing: z.enum(['whole', 'enrolling']),
  via: z.enum(['session', 'api-key']),
  /** Expanded: what `can(…)` on a screen asks. Empty while enrolling. */
  permissions: z.array(z.string()),
  sites: z.union([z.literal('all'), z.array(id)]),
  roles: z.array(heldRole),
  /** When identity was last proven; an endpoint with `stepUp` answers 403 `proof_needed` after ten minutes. */
  provenAt: instant,
  /** How this member can prove identity: `password-and-code` when an authenticator app is enrolled. */
  proofs: z.array(z.enum(['passkey', 'password', 'password-and-code'])),
  /** When this session ends if nothing is done, and at the latest. */
  idleEndsAt: instant.nullable(),
  endsAt: instant.nullable(),
})
export type Me = z.infer<typeof me>

export const whoAmI = endpoint({
  name: 'staff.who-am-i',
  method: 'GET',
  path: '/api/me',
  access: 'enrolling',
  summary: 'Tells who is signed in, with what permissions and sites',
  input: nothing,
  reply: me,
})

export const changeProfile = endpoint({
  name: 'staff.change-profile',
  method: 'PATCH',
  path: '/api/me',
  access: 'signed-in',
  summary: 'Changes one’s own name, language, time format and theme',
  input: z.object({
    name: personName.optional(),
    language: language.optional(),
    timeFormat: timeFormat.optional(),
    theme: theme.optional(),
  }),
  reply: me,
})

export const changePassword = endpoint({
  name: 'staff.change-password',
  method: 'POST',
  path: '/api/me/password',
  access: 'signed-in',
  summary: 'Changes one’s own password; asks for the current one and ends the other sessions',
  input: z.object({
    current: givenPassword,
    password: newPassword,
    endOtherSessions: z.boolean().default(true),
  }),
  reply: nothing,
})

export const changeEmail = endpoint({
  name: 'staff.change-email',
  method: 'POST',
  path: '/api/me/email',
  access: 'signed-in',
  stepUp: true,
  summary: 'Sends a code to a new e-mail address; the old one stays until the code is given',
  input: z.object({ email }),
  reply: z.object({ sentTo: z.string(), resendAfter_s: z.number().int() }),
})

export const confirmEmail = endpoint({
  name: 'staff.confirm-email',
  method: 'POST',
  path: '/api/me/email/confirm',
  access: 'signed-in',
  summary: 'Makes the new e-mail address the member’s own, with the code sent to it',
  input: z.object({ code }),
  reply: me,
})

export const startProofPasskey = endpoint({
  name: 'staff.start-proof-passkey',
  method: 'POST',
  path: '/api/me/proof/passkey-options',
  access: 'enrolling',
  summary: 'Gives the challenge for proving identity with a passkey',
  input: nothing,
  reply: z.object({ options: passkeyOptions }),
})

export const proveIdentity = endpoint({
  name: 'staff.prove-identity',
  method: 'POST',
  path: '/api/me/proof',
  access: 'enrolling',
  summary:
    'Proves identity again before something sensitive: a passkey, or the password (with a code where an authenticator app is enrolled)',
  input: z.object({
    password: givenPassword.optional(),
    code: code.optional(),
    passkey: passkeyResponse.optional(),
  }),
  reply: z.object({ provenAt: instant }),
})

/* ── Factors ───────────────────────────────────────────────────────────────────────────────────── */

export const passkey = z.object({
  id,
  name: z.string(),
  addedAt: instant,
  lastUsedAt: instant.nullable(),
  /** Kept by a platform account (iCloud, Google) and so on several devices. */
  synced: z.boolean(),
})

export const factors = z.object({
  totp: z.object({ addedAt: instant }).nullable(),
  passkeys: z.array(passkey),
  recoveryCodesLeft: z.number().int(),
  /** A role asks for an authenticator app or a passkey; the last one cannot be removed. */
  required: z.boolean(),
})

/** Recovery codes are shown once, when the first factor is added or when they are renewed; null otherwise. */
const recoveryCodes = z.array(z.string()).nullable()

export const getFactors = endpoint({
  name: 'staff.get-factors',
  method: 'GET',
  path: '/api/me/factors',
  access: 'enrolling',
  summary: 'Shows one’s own second factors',
  input: nothing,
  reply: factors,
})

export const startTotp = endpoint({
  name: 'staff.start-totp',
  method: 'POST',
  path: '/api/me/factors/totp',
  access: 'enrolling',
  stepUp: true,
  summary:
    'Gives the secret for an authenticator app, as text and as an otpauth address for a QR code',
  input: nothing,
  reply: z.object({ secret: z.string(), uri: z.string() }),
})

export const confirmTotp = endpoint({
  name: 'staff.confirm-totp',
  method: 'POST',
  path: '/api/me/factors/totp/confirm',
  access: 'enrolling',
  stepUp: true,
  summary:
    'Adds the authenticator app, proven by its first code; a session that was enrolling becomes whole',
  input: z.object({ code }),
  reply: z.object({ recoveryCodes }),
})

export const removeTotp = endpoint({
  name: 'staff.remove-totp',
  method: 'DELETE',
  path: '/api/me/factors/totp',
  access: 'signed-in',
  stepUp: true,
  summary: 'Removes the authenticator app',
  input: nothing,
  reply: nothing,
})

export const startPasskey = endpoint({
  name: 'staff.start-passkey',
  method: 'POST',
  path: '/api/me/factors/passkeys/options',
  access: 'enrolling',
  stepUp: true,
  summary: 'Gives the challenge for a new passkey',
  input: nothing,
  reply: z.object({ options: passkeyOptions }),
})

export const addPasskey = endpoint({
  name: 'staff.add-passkey',
  method: 'POST',
  path: '/api/me/factors/passkeys',
  access: 'enrolling',
  stepUp: true,
  summary: 'Adds a passkey; a session that was enrolling becomes whole',
  input: z.object({ name: text({ max: 60 }), response: passkeyResponse }),
  reply: z.object({ passkey, recoveryCodes }),
})

export const renamePasskey = endpoint({
  name: 'staff.rename-passkey',
  method: 'PATCH',
  path: '/api/me/factors/passkeys/:passkeyId',
  access: 'signed-in',
  summary: 'Renames a passkey',
  input: z.object({ passkeyId: id, name: text({ max: 60 }) }),
  reply: passkey,
})

export const removePasskey = endpoint({
  name: 'staff.remove-passkey',
  method: 'DELETE',
  path: '/api/me/factors/passkeys/:passkeyId',
  access: 'signed-in',
  stepUp: true,
  summary: 'Removes a passkey',
  input: z.object({ passkeyId: id }),
  reply: nothing,
})

export const renewRecoveryCodes = endpoint({
  name: 'staff.renew-recovery-codes',
  method: 'POST',
  path: '/api/me/factors/recovery-codes',
  access: 'signed-in',
  stepUp: true,
  summary: 'Makes ten new recovery codes and voids the old ones; shown once',
  input: nothing,
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
})

/* ── Sessions ──────────────────────────────────────────────────────────────────────────────────── */

export const session = z.object({
  id,
  memberId: id,
  memberName: z.string(),
  /** The browser and system, in words: `Firefox on Linux`. */
  device: z.string(),
  ip: z.string(),
  startedAt: instant,
  lastSeenAt: instant,
  endsAt: instant,
  standing: z.enum(['whole', 'enrolling']),
  /** The session that asks. */
  current: z.boolean(),
})

export const listMySessions = endpoint({
  name: 'staff.list-my-sessions',
  method: 'GET',
  path: '/api/me/sessions',
  access: 'signed-in',
  summary: 'Shows one’s own open sessions, the latest first',
  input: nothing,
  reply: z.object({ items: z.array(session) }),
})

export const endMySession = endpoint({
  name: 'staff.end-my-session',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  access: 'signed-in',
  stepUp: true,
  summary: 'Ends one of one’s own sessions',
  input: z.object({ sessionId: id }),
  reply: nothing,
})

export const endMyOtherSessions = endpoint({
  name: 'staff.end-my-other-sessions',
  method: 'POST',
  path: '/api/me/sessions/end-others',
  access: 'signed-in',
  stepUp: true,
  summary: 'Ends all of one’s own sessions but the one that asks',
  input: nothing,
  reply: z.object({ ended: z.number().int() }),
})

export const listSessions = listEndpoint({
  name: 'staff.list-sessions',
  path: '/api/staff/sessions',
  access: 'staff.sessions',
  summary: 'Lists everybody’s open sessions',
  personal: true,
  sorts: ['lastSeenAt', 'startedAt', 'memberName'],
  defaultSort: '-lastSeenAt',
  filters: { memberId: anyOf(id) },
  item: session,
})

export const endSession = endpoint({
  name: 'staff.end-session',
  method: 'DELETE',
  path: '/api/staff/sessions/:sessionId',
  access: 'staff.sessions',
  summary: 'Ends somebody’s session',
  input: z.object({ sessionId: id }),
  reply: nothing,
})

export const endMemberSessions = endpoint({
  name: 'staff.end-member-sessions',
  method: 'POST',
  path: '/api/staff/members/:memberId/end-sessions',
  access: 'staff.sessions',
  summary: 'Ends all sessions of one member',
  input: z.object({ memberId: id }),
  reply: z.object({ ended: z.number().int() }),
})

export const endAllSessions = endpoint({
  name: 'staff.end-all-sessions',
  method: 'POST',
  path: '/api/staff/sessions/end-all',
  access: 'staff.sessions',
  stepUp: true,
  summary: 'Ends every session of everybody but the one that asks',
  input: nothing,
  reply: z.object({ ended: z.number().int() }),
})

/* ── Members ───────────────────────────────────────────────────────────────────────────────────── */

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  state: z.enum(['active', 'disabled']),
  roles: z.array(heldRole),
  totp: z.boolean(),
  passkeys: z.number().int(),
  /** Has every factor that the roles ask for. */
  secured: z.boolean(),
  joinedAt: instant,
  lastSignInAt: instant.nullable(),
})
export type Member = z.infer<typeof member>

export const listMembers = listEndpoint({
  name: 'staff.list-members',
  path: '/api/staff/members',
  access: 'staff.read',
  summary: 'Lists the members of staff; `q` searches name and e-mail',
  personal: true,
  sorts: ['name', 'joinedAt', 'lastSignInAt'],
  defaultSort: 'name',
  filters: {
    state: anyOf(z.enum(['active', 'disabled'])),
    roleId: anyOf(id),
    siteId: anyOf(id),
  },
  item: member,
})

export const getMember = endpoint({
  name: 'staff.get-member',
  method: 'GET',
  path: '/api/staff/members/:memberId',
  access: 'staff.read',
  summary: 'Shows one member of staff',
  personal: true,
  input: z.object({ memberId: id }),
  reply: member,
})

export const changeMember = endpoint({
  name: 'staff.change-member',
  method: 'PATCH',
  path: '/api/staff/members/:memberId',
  access: 'staff.manage',
  summary: 'Corrects the name or language of a member',
  personal: true,
  input: z.object({ memberId: id, name: personName.optional(), language: language.optional() }),
  reply: member,
})

/** A role as it is given: at `siteIds` (null: everywhere), until `until` (null: for good). */
export const givenRole = z.object({
  roleId: id,
  siteIds: siteIds.default(null),
  until: instant.nullable().default(null),
})

export const setMemberRoles = endpoint({
  name: 'staff.set-member-roles',
  method: 'PUT',
  path: '/api/staff/members/:memberId/roles',
  access: 'staff.assign-roles',
  stepUp: true,
  summary: 'Sets the roles of a member; nobody gives what they do not hold',
  personal: true,
  input: z.object({ memberId: id, roles: z.array(givenRole).min(1).max(20) }),
  reply: member,
})

export const disableMember = endpoint({
  name: 'staff.disable-member',
  method: 'POST',
  path: '/api/staff/members/:memberId/disable',
  access: 'staff.manage',
  stepUp: true,
  summary: 'Disables a member: sessions end and API keys stop at once',
  personal: true,
  input: z.object({ memberId: id, reason: text({ max: 300 }) }),
  reply: member,
})

export const enableMember = endpoint({
  name: 'staff.enable-member',
  method: 'POST',
  path: '/api/staff/members/:memberId/enable',
  access: 'staff.manage',
  stepUp: true,
  summary: 'Lets a disabled member in again',
  personal: true,
  input: z.object({ memberId: id }),
  reply: member,
})

export const resetMemberFactors = endpoint({
  name: 'staff.reset-member-factors',
  method: 'POST',
  path: '/api/staff/members/:memberId/reset-factors',
  access: 'staff.manage',
  stepUp: true,
  summary:
    'Removes the second factors of a member who lost them; the next sign-in takes the password and an e-mailed code, and enrols anew',
  personal: true,
  input: z.object({ memberId: id, reason: text({ max: 300 }) }),
  reply: member,
})

/* ── Invitations ───────────────────────────────────────────────────────────────────────────────── */

export const invitation = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  roles: z.array(heldRole),
  state: z.enum(['open', 'expired']),
  invitedBy: z.string(),
  invitedAt: instant,
  expiresAt: instant,
})

export const listInvitations = listEndpoint({
  name: 'staff.list-invitations',
  path: '/api/staff/invitations',
  access: 'staff.read',
  summary: 'Lists the invitations that nobody has accepted yet',
  personal: true,
  sorts: ['invitedAt', 'expiresAt'],
  defaultSort: '-invitedAt',
  filters: { state: anyOf(z.enum(['open', 'expired'])) },
  item: invitation,
})

export const inviteMember = endpoint({
  name: 'staff.invite-member',
  method: 'POST',
  path: '/api/staff/invitations',
  access: 'staff.invite',
  stepUp: true,
  summary: 'Invites somebody by e-mail, with the roles that they will have',
  personal: true,
  input: z.object({
    name: personName,
    email,
    language: language.default('en'),
    roles: z.array(givenRole).min(1).max(20),
  }),
  reply: invitation,
})

export const resendInvitation = endpoint({
  name: 'staff.resend-invitation',
  method: 'POST',
  path: '/api/staff/invitations/:invitationId/resend',
  access: 'staff.invite',
  summary: 'Sends a new link; the one before no longer opens',
  personal: true,
  input: z.object({ invitationId: id }),
  reply: invitation,
})

export const revokeInvitation = endpoint({
  name: 'staff.revoke-invitation',
  method: 'DELETE',
  path: '/api/staff/invitations/:invitationId',
  access: 'staff.invite',
  summary: 'Takes an invitation back',
  input: z.object({ invitationId: id }),
  reply: nothing,
})

/** The link in the mail is `/invitation#TOKEN`: a fragment stays out of logs and referrers (ASVS V14.2.1). */
const invitationToken = z.string().min(20).max(200)

export const lookAtInvitation = endpoint({
  name: 'staff.look-at-invitation',
  method: 'POST',
  path: '/api/invitation/look',
  access: 'anyone',
  summary: 'Shows an invitation to the person who holds its link',
  pace: 'guess',
  input: z.object({ token: invitationToken }),
  reply: z.object({
    name: z.string(),
    email: z.string(),
    language,
    invitedBy: z.string(),
    roles: z.array(z.string()),
    expiresAt: instant,
  }),
})

export const acceptInvitation = endpoint({
  name: 'staff.accept-invitation',
  method: 'POST',
  path: '/api/invitation/accept',
  access: 'anyone',
  summary: 'Accepts an invitation: makes the member, sets the password and signs in',
  pace: 'guess',
  input: z.object({
    token: invitationToken,
    name: personName,
    password: newPassword,
    language: language.optional(),
  }),
  reply: signInStep,
})

/* ── Roles ─────────────────────────────────────────────────────────────────────────────────────── */

export const role = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** For the owner role: every permission there is, also of rooms that are added later. */
  permissions: z.array(z.string()),
  /** Members must have an authenticator app or a passkey. */
  requiresMfa: z.boolean(),
  /** The owner role cannot be changed or removed. */
  fixed: z.boolean(),
  members: z.number().int(),
})
export type Role = z.infer<typeof role>

export const listRoles = endpoint({
  name: 'staff.list-roles',
  method: 'GET',
  path: '/api/staff/roles',
  access: 'staff.read',
  summary: 'Shows every role with its permissions',
  input: nothing,
  reply: z.object({ items: z.array(role) }),
})

export const listPermissions = endpoint({
  name: 'staff.list-permissions',
  method: 'GET',
  path: '/api/staff/permissions',
  access: 'staff.read',
  summary: 'Shows every permission that the rooms declare, with the sentence that explains it',
  input: nothing,
  reply: z.object({
    items: z.array(z.object({ room: z.string(), permission: z.string(), sentence: z.string() })),
  }),
})

const roleDraft = {
  name: roleName,
  description: text({ min: 0, max: 300 }),
  permissions: z.array(z.string().max(100)).max(1000),
  requiresMfa: z.boolean(),
}

export const createRole = endpoint({
  name: 'staff.create-role',
  method: 'POST',
  path: '/api/staff/roles',
  access: 'staff.roles',
  stepUp: true,
  summary: 'Makes a role out of permissions that one holds oneself',
  input: z.object({
    ...roleDraft,
    description: roleDraft.description.default(''),
    requiresMfa: roleDraft.requiresMfa.default(true),
  }),
  reply: role,
})

export const changeRole = endpoint({
  name: 'staff.change-role',
  method: 'PATCH',
  path: '/api/staff/roles/:roleId',
  access: 'staff.roles',
  stepUp: true,
  summary: 'Changes a role; it takes effect at once for everybody who has it',
  input: z.object({ roleId: id, ...z.object(roleDraft).partial().shape }),
  reply: role,
})

export const removeRole = endpoint({
  name: 'staff.remove-role',
  method: 'DELETE',
  path: '/api/staff/roles/:roleId',
  access: 'staff.roles',
  stepUp: true,
  summary: 'Removes a role that nobody has',
  input: z.object({ roleId: id }),
  reply: nothing,
})

/* ── API keys ──────────────────────────────────────────────────────────────────────────────────── */

export const apiKey = z.object({
  id,
  name: z.string(),
  /** The first characters, to recognise it by: `kasi_3fJk…`. */
  hint: z.string(),
  memberId: id,
  memberName: z.string(),
  permissions: z.array(z.string()),
  /** Addresses or networks in CIDR that may use it; empty for any. */
  networks: z.array(z.string()),
  state: z.enum(['active', 'expired', 'revoked']),
  madeAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  lastUsedIp: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

export const listApiKeys = listEndpoint({
  name: 'staff.list-api-keys',
  path: '/api/staff/api-keys',
  access: 'staff.api-keys',
  summary: 'Lists one’s own API keys, and everybody’s with the permission for it',
  personal: true,
  sorts: ['madeAt', 'expiresAt', 'lastUsedAt', 'name'],
  defaultSort: '-madeAt',
  filters: { state: anyOf(z.enum(['active', 'expired', 'revoked'])), memberId: anyOf(id) },
  item: apiKey,
})

export const makeApiKey = endpoint({
  name: 'staff.make-api-key',
  method: 'POST',
  path: '/api/staff/api-keys',
  access: 'staff.api-keys',
  stepUp: true,
  summary: 'Makes an API key with some of one’s own permissions; the key is shown once',
  input: z.object({
    name: text({ max: 60 }),
    permissions: z.array(z.string().max(100)).min(1).max(1000),
    networks: z
      .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
      .max(50)
      .default([]),
    days: z.number().int().min(1).max(366).default(90),
  }),
  reply: z.object({ key: z.string(), apiKey }),
})

export const revokeApiKey = endpoint({
  name: 'staff.revoke-api-key',
  method: 'DELETE',
  path: '/api/staff/api-keys/:apiKeyId',
  access: 'staff.api-keys',
  summary: 'Revokes an API key at once',
  input: z.object({ apiKeyId: id }),
  reply: nothing,
})

/* ── Watching ──────────────────────────────────────────────────────────────────────────────────── */

export const signInAttempt = z.object({
  id,
  at: instant,
  /** The member whose address was given; null when nobody has it. The address itself is not kept. */
  memberId: id.nullable(),
  memberName: z.string().nullable(),
  ip: z.string(),
  device: z.string(),
  factor: z.enum([
    'password',
    'totp',
    'email-code',
    'recovery-code',
    'passkey',
    'reset-code',
    'set-up-code',
  ]),
  outcome: z.enum(['signed-in', 'factor-right', 'wrong', 'delayed', 'disabled']),
})

export const listSignInAttempts = listEndpoint({
  name: 'staff.list-sign-in-attempts',
  path: '/api/staff/sign-in-attempts',
  access: 'staff.attempts',
  summary: 'Lists tries to sign in, right and wrong',
  personal: true,
  sorts: ['at'],
  defaultSort: '-at',
  filters: {
    memberId: anyOf(id),
    outcome: anyOf(signInAttempt.shape.outcome),
    ip: anyOf(z.union([z.ipv4(), z.ipv6()])),
  },
  item: signInAttempt,
})
