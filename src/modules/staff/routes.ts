import { Refusal } from '#kernel/refusal.ts'
import { serve, type Call, type Route } from '#platform/serve.ts'
import type { Tx } from '#platform/tx.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { actingMember, actingSession } from './queries/acting.ts'
import { addPasskey } from './commands/add-passkey.ts'
import { askPasswordReset } from './commands/ask-password-reset.ts'
import { changeEmail } from './commands/change-email.ts'
import { changeMember } from './commands/change-member.ts'
import { changePassword } from './commands/change-password.ts'
import { changeProfile } from './commands/change-profile.ts'
import { changeRole } from './commands/change-role.ts'
import { confirmEmail } from './commands/confirm-email.ts'
import { confirmTotp } from './commands/confirm-totp.ts'
import { createRole } from './commands/create-role.ts'
import { disableMember } from './commands/disable-member.ts'
import { enableMember } from './commands/enable-member.ts'
import { endAllSessions } from './commands/end-all-sessions.ts'
import { endMemberSessions } from './commands/end-member-sessions.ts'
import { endMySession } from './commands/end-my-session.ts'
import { endSession } from './commands/end-session.ts'
import { endSessions } from './commands/end-sessions.ts'
import { giveSecondFactor } from './commands/give-second-factor.ts'
import { inviteMember } from './commands/invite-member.ts'
import { makeApiKey } from './commands/make-api-key.ts'
import { proveIdentity } from './commands/prove-identity.ts'
import { removePasskey } from './commands/remove-passkey.ts'
import { removeRole } from './commands/remove-role.ts'
import { removeTotp } from './commands/remove-totp.ts'
import { renamePasskey } from './commands/rename-passkey.ts'
import { renewRecoveryCodes } from './commands/renew-recovery-codes.ts'
import { resendInvitation } from './commands/resend-invitation.ts'
import { resetMemberFactors } from './commands/reset-member-factors.ts'
import { resetPassword } from './commands/reset-password.ts'
import { revokeApiKey } from './commands/revoke-api-key.ts'
import { revokeInvitation } from './commands/revoke-invitation.ts'
import { sendEmailCode } from './commands/send-email-code.ts'
import { setMemberRoles } from './commands/set-member-roles.ts'
import { setUpOwner } from './commands/set-up-owner.ts'
import { signIn } from './commands/sign-in.ts'
import { signInWithPasskey } from './commands/sign-in-with-passkey.ts'
import { startPasskey } from './commands/start-passkey.ts'
import { startPasskeySignIn } from './commands/start-passkey-sign-in.ts'
import { startProofPasskey } from './commands/start-proof-passkey.ts'
import { startTotp } from './commands/start-totp.ts'
import * as contract from './contract.ts'
import { getApiKey, listApiKeys } from './queries/api-keys.ts'
import { listSignInAttempts } from './queries/attempts.ts'
import { getInvitation, listInvitations, lookAtInvitation } from './queries/invitation-list.ts'
import { factorsOf, whoAmI } from './queries/me.ts'
import { getMember, listMembers } from './queries/member-list.ts'
import { hasMembers } from './queries/members.ts'
import { getRole, permissionsOf, rolesToSee } from './queries/roles.ts'
import { listSessions, openSessions } from './queries/session-list.ts'
import type { Admission, Caller } from './rules/caller.ts'
import { dropCookie, readCookie, setCookie } from './rules/cookies.ts'
import { asGiven, type Catalogue } from './rules/holdings.ts'

export type RouteGround = {
  /** Where people reach us: cookies, passkeys and links are bound to it. */
  readonly origin: () => URL
  readonly catalogue: () => Catalogue
  /** Told before anything commits that changes who may do what. */
  readonly distrust: () => void
}

export function routes(ground: RouteGround): Route[] {
  return [
    ...signingIn(ground),
    ...forgetting(ground),
    ...oneself(ground),
    ...factors(ground),
    ...sessions(ground),
    ...members(ground),
    ...invitations(ground),
    ...roles(ground),
    ...apiKeys(ground),
    serve(contract.listSignInAttempts, listSignInAttempts, 'filtered'),
  ].map((route) => distrusting(route, ground))
}

/** Nearly every write here changes sessions or standing, so after each this process looks twice for a moment. */
function distrusting(route: Route, { distrust }: RouteGround): Route {
  if (route.endpoint.method === 'GET') return route
  return {
    ...route,
    handle: async (work, input, call) => {
      try {
        return await route.handle(work, input, call)
      } finally {
        distrust()
      }
    },
  }
}

function signingIn(ground: RouteGround): Route[] {
  const { origin } = ground
  return [
    serve(contract.lookAtSetUp, async (read) => ({ owed: !(await hasMembers(read)) })),
    serve(contract.setUpOwner, async (tx, input, call) =>
      admit(await setUpOwner(tx, { ...input, caller: callerOf(call, ground) }), call, ground),
    ),
    serve(contract.signIn, async (tx, input, call) =>
      admit(await signIn(tx, { ...input, caller: callerOf(call, ground) }), call, ground),
    ),
    serve(contract.sendEmailCode, (tx, _input, call) =>
      sendEmailCode(tx, { signInToken: signInTokenOf(call, ground) }),
    ),
    serve(contract.giveSecondFactor, async (tx, input, call) => {
      const signInToken = signInTokenOf(call, ground)
      const caller = callerOf(call, ground)
      return admit(await giveSecondFactor(tx, { ...input, signInToken, caller }), call, ground)
    }),
    serve(contract.startPasskeySignIn, async (tx, _input, call) => {
      const { options, signInToken } = await startPasskeySignIn(tx, {
        signInToken: signInTokenOf(call, ground),
        origin: origin(),
      })
      call.addCookie(setCookie('signIn', signInToken, origin()))
      return { options: { ...options } }
    }),
    serve(contract.signInWithPasskey, async (tx, { response }, call) => {
      const given = {
        response,
        signInToken: signInTokenOf(call, ground),
        origin: origin(),
        caller: callerOf(call, ground),
      }
      return admit(await signInWithPasskey(tx, given), call, ground)
    }),
    serve(contract.signOut, async (tx, _input, call) => {
      await endSessions(tx, { id: actingSession(tx).sessionId }, 'signed-out')
      call.addCookie(dropCookie('session', origin()))
      // ASVS 5.0 V14.3.1: what the browser kept of us goes too.
      call.setHeader('clear-site-data', '"cache", "storage"')
      return {}
    }),
  ]
}

function forgetting(ground: RouteGround): Route[] {
  return [
    serve(contract.askPasswordReset, (tx, input) => askPasswordReset(tx, input)),
    serve(
      contract.resetPassword,
      async (tx, input, call) =>
        (await resetPassword(tx, { ...input, caller: callerOf(call, ground) })) ?? {},
    ),
  ]
}

function oneself(ground: RouteGround): Route[] {
  const { origin } = ground
  return [
    serve(contract.whoAmI, (read) => whoAmI(read)),
    serve(contract.changeProfile, async (tx, input) => {
      await changeProfile(tx, { ...input, memberId: (await actingMember(tx)).id })
      return whoAmI(tx)
    }),
    serve(contract.changePassword, async (tx, input, call) => {
      const changed = await changePassword(tx, { ...input, caller: callerOf(call, ground) })
      if (changed instanceof Refusal) return changed
      call.addCookie(setCookie('session', changed.sessionToken, origin()))
      return {}
    }),
    serve(contract.changeEmail, (tx, input) => changeEmail(tx, input)),
    serve(contract.confirmEmail, async (tx, input) => {
      return (await confirmEmail(tx, input)) ?? whoAmI(tx)
    }),
    serve(contract.startProofPasskey, async (tx) => ({
      options: { ...(await startProofPasskey(tx, { origin: origin() })) },
    })),
    serve(contract.proveIdentity, async (tx, input, call) => {
      const caller = callerOf(call, ground)
      const result = await proveIdentity(tx, { ...input, caller, origin: origin() })
      if (result.kind === 'refused') return result.refusal
      call.addCookie(setCookie('session', result.sessionToken, origin()))
      return { provenAt: tx.now.toString() }
    }),
  ]
}

function factors(ground: RouteGround): Route[] {
  const { origin } = ground
  return [
    serve(contract.getFactors, (read) => factorsOf(read)),
    serve(contract.startTotp, (tx) => startTotp(tx)),
    serve(contract.confirmTotp, async (tx, input, call) => {
      const added = await confirmTotp(tx, { ...input, caller: callerOf(call, ground) })
      if (added instanceof Refusal) return added
      call.addCookie(setCookie('session', added.sessionToken, origin()))
      return { recoveryCodes: added.recoveryCodes }
    }),
    serve(contract.removeTotp, done(removeTotp)),
    serve(contract.startPasskey, async (tx) => ({
      options: { ...(await startPasskey(tx, { origin: origin() })) },
    })),
    serve(contract.addPasskey, async (tx, input, call) => {
      const added = await addPasskey(tx, { ...input, origin: origin() })
      call.addCookie(setCookie('session', added.sessionToken, origin()))
      return { passkey: await onePasskey(tx, added.passkeyId), recoveryCodes: added.recoveryCodes }
    }),
    serve(contract.renamePasskey, async (tx, input) => {
      await renamePasskey(tx, input)
      return onePasskey(tx, input.passkeyId)
    }),
    serve(contract.removePasskey, done(removePasskey)),
    serve(contract.renewRecoveryCodes, async (tx) => ({
      recoveryCodes: await renewRecoveryCodes(tx),
    })),
  ]
}

function sessions({ catalogue }: RouteGround): Route[] {
  return [
    serve(contract.listMySessions, async (read) => ({
      items: await openSessions(read, { memberIds: [actingSession(read).memberId] }),
    })),
    serve(contract.endMySession, done(endMySession)),
    serve(contract.endMyOtherSessions, async (tx) => {
      const { memberId, sessionId } = actingSession(tx)
      return { ended: await endSessions(tx, { memberId, except: sessionId }, 'revoked') }
    }),
    serve(contract.listSessions, listSessions, 'filtered'),
    serve(contract.endSession, done(ranked(catalogue, endSession)), 'filtered'),
    serve(contract.endMemberSessions, ranked(catalogue, endMemberSessions), 'filtered'),
    serve(contract.endAllSessions, ranked(catalogue, endAllSessions), 'filtered'),
  ]
}

function members({ catalogue }: RouteGround): Route[] {
  return [
    serve(contract.listMembers, listMembers, 'filtered'),
    serve(contract.getMember, (read, { memberId }) => getMember(read, memberId), 'filtered'),
    serve(
      contract.changeMember,
      async (tx, input) => {
        await changeMember(tx, { ...input, catalogue: catalogue() })
        return getMember(tx, input.memberId)
      },
      'filtered',
    ),
    serve(
      contract.setMemberRoles,
      async (tx, { memberId, roles: given }) => {
        await getMember(tx, memberId)
        await setMemberRoles(tx, { memberId, roles: given.map(asGiven), catalogue: catalogue() })
        return getMember(tx, memberId)
      },
      'filtered',
    ),
    serve(
      contract.disableMember,
      async (tx, input) => {
        await getMember(tx, input.memberId)
        await disableMember(tx, { ...input, catalogue: catalogue() })
        return getMember(tx, input.memberId)
      },
      'filtered',
    ),
    serve(
      contract.enableMember,
      async (tx, input) => {
        await getMember(tx, input.memberId)
        await enableMember(tx, { ...input, catalogue: catalogue() })
        return getMember(tx, input.memberId)
      },
      'filtered',
    ),
    serve(
      contract.resetMemberFactors,
      async (tx, input) => {
        await getMember(tx, input.memberId)
        await resetMemberFactors(tx, { ...input, catalogue: catalogue() })
        return getMember(tx, input.memberId)
      },
      'filtered',
    ),
  ]
}

function invitations(ground: RouteGround): Route[] {
  const { catalogue, origin } = ground
  return [
    serve(contract.listInvitations, listInvitations, 'filtered'),
    serve(
      contract.inviteMember,
      async (tx, input) => {
        const given = { ...input, roles: input.roles.map(asGiven) }
        const id = await inviteMember(tx, { ...given, catalogue: catalogue(), origin: origin() })
        return getInvitation(tx, id)
      },
      'filtered',
    ),
    serve(
      contract.resendInvitation,
      async (tx, input) => {
        await getInvitation(tx, input.invitationId)
        await resendInvitation(tx, { ...input, catalogue: catalogue(), origin: origin() })
        return getInvitation(tx, input.invitationId)
      },
      'filtered',
    ),
    serve(
      contract.revokeInvitation,
      async (tx, input) => {
        await getInvitation(tx, input.invitationId)
        await revokeInvitation(tx, { ...input, catalogue: catalogue() })
        return {}
      },
      'filtered',
    ),
    serve(contract.lookAtInvitation, (tx, { token }) => lookAtInvitation(tx, token)),
    serve(contract.acceptInvitation, async (tx, { language, ...input }, call) => {
      const caller = callerOf(call, ground)
      const given = { ...input, language, caller, catalogue: catalogue() }
      return admit(await acceptInvitation(tx, given), call, ground)
    }),
  ]
}

function roles({ catalogue }: RouteGround): Route[] {
  return [
    serve(contract.listRoles, (read) => rolesToSee(read, catalogue()), 'filtered'),
    serve(contract.listPermissions, async () => ({ items: permissionsOf(catalogue()) })),
    serve(contract.createRole, async (tx, input) => {
      const id = await createRole(tx, { ...input, catalogue: catalogue() })
      return getRole(tx, id, catalogue())
    }),
    serve(contract.changeRole, async (tx, input) => {
      await changeRole(tx, { ...input, catalogue: catalogue() })
      return getRole(tx, input.roleId, catalogue())
    }),
    serve(contract.removeRole, done(ranked(catalogue, removeRole))),
  ]
}

function apiKeys({ catalogue }: RouteGround): Route[] {
  return [
    serve(contract.listApiKeys, listApiKeys),
    serve(contract.makeApiKey, async (tx, input) => {
      const { key, apiKeyId } = await makeApiKey(tx, { ...input, catalogue: catalogue() })
      return { key, apiKey: await getApiKey(tx, apiKeyId) }
    }),
    serve(contract.revokeApiKey, done(ranked(catalogue, revokeApiKey))),
  ]
}

/** A command with nothing to tell. */
function done<Input>(command: (tx: Tx, input: Input) => Promise<void>) {
  return async (tx: Tx, input: Input): Promise<Record<string, never>> => {
    await command(tx, input)
    return {}
  }
}

/** A command that looks at who stands above whom. */
function ranked<Given extends { catalogue: Catalogue }, Result>(
  catalogue: () => Catalogue,
  command: (tx: Tx, given: Given) => Promise<Result>,
) {
  // TypeScript does not see that an object without a field and that field make the whole.
  return (tx: Tx, input: Omit<Given, 'catalogue'>) =>
    command(tx, { ...input, catalogue: catalogue() } as Given)
}

/** What the browser is given: cookies that scripts cannot read, and in the reply only where it stands. */
function admit(
  outcome: Admission | Refusal,
  call: Call,
  { origin }: RouteGround,
): contract.SignInStep | Refusal {
  if (outcome instanceof Refusal) return outcome
  if (outcome.kind === 'pending') {
    call.addCookie(setCookie('signIn', outcome.signInToken, origin()))
    return { step: 'second-factor', factors: outcome.factors }
  }
  call.addCookie(setCookie('session', outcome.sessionToken, origin()))
  call.addCookie(setCookie('device', outcome.deviceToken, origin()))
  call.addCookie(dropCookie('signIn', origin()))
  return { step: 'done', standing: outcome.standing }
}

function callerOf(call: Call, { origin }: RouteGround): Caller {
  const deviceToken = readCookie(call.headers.cookie, 'device', origin())
  return { ip: call.ip, userAgent: call.userAgent, deviceToken }
}

function signInTokenOf(call: Call, { origin }: RouteGround): string | undefined {
  return readCookie(call.headers.cookie, 'signIn', origin())
}

async function onePasskey(tx: Tx, passkeyId: string) {
  const found = (await factorsOf(tx)).passkeys.find(({ id }) => id === passkeyId)
  if (!found) throw new Error(`The passkey ${passkeyId} was there a moment ago`)
  return found
}
