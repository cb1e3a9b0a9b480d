import { Refusal } from '#kernel/refusal.ts'
import { deviceName, dropCookie, readCookie, setCookie } from '#modules/staff/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import { serve, type Call, type Route } from '#platform/serve.ts'
import { addMyPasskey } from '../commands/add-my-passkey.ts'
import { beginGoogleSignIn } from '../commands/begin-google-sign-in.ts'
import { beginMyPasskey } from '../commands/begin-my-passkey.ts'
import { beginPasskeySignIn } from '../commands/begin-passkey-sign-in.ts'
import { changeMyLanguage } from '../commands/change-my-language.ts'
import { choosePerson } from '../commands/choose-person.ts'
import { finishGoogleSignIn } from '../commands/finish-google-sign-in.ts'
import { recordConsent } from '../commands/record-consent.ts'
import { removeMyPasskey } from '../commands/remove-my-passkey.ts'
import { renameMyPasskey } from '../commands/rename-my-passkey.ts'
import { setMyPassword } from '../commands/set-my-password.ts'
import { signInWithCode } from '../commands/sign-in-with-code.ts'
import { signInWithMyPasskey } from '../commands/sign-in-with-my-passkey.ts'
import { signInWithPassword } from '../commands/sign-in-with-password.ts'
import { unlinkGoogle } from '../commands/unlink-google.ts'
import * as contract from '../contract.ts'
import { sendSignInCode } from '../jobs.ts'
import type { Google } from '../outside/google.ts'
import { meNow, portalSessionNow } from '../queries/portal.ts'
import { waysInNow } from '../queries/portal-ways.ts'
import { valueBlindOf } from '../queries/sealed.ts'
import { googleNow } from '../queries/settings.ts'
import { endPortalSessions } from '../store/portal.ts'

export type Outside = {
  readonly google: Google
  /** Where people reach us: passkeys are bound to it. */
  readonly origin: () => URL
}

/** What a browser is given: a cookie that scripts cannot read. */
function letIn(call: Call, token: string | Refusal): Record<string, never> | Refusal {
  if (token instanceof Refusal) return token
  call.addCookie(setCookie('portal', token, call.url))
  call.addCookie(dropCookie('portalSignIn', call.url))
  return {}
}

const signingIn = ({ origin }: Outside): Route[] => [
  serve(contract.askSignInCode, async (tx, { to }) => {
    tx.later(sendSignInCode, { valueBlind: valueBlindOf(tx.vault, to) })
    return {}
  }),
  serve(contract.signInWithCode, async (tx, input, call) =>
    letIn(call, await signInWithCode(tx, { ...input, device: deviceName(call.userAgent) })),
  ),
  serve(contract.signInWithPassword, async (tx, input, call) =>
    letIn(call, await signInWithPassword(tx, { ...input, device: deviceName(call.userAgent) })),
  ),
  serve(contract.beginPasskeySignIn, async (tx, _, call) => {
    const { options, token } = await beginPasskeySignIn(tx, { origin: origin() })
    call.addCookie(setCookie('portalSignIn', token, call.url))
    return { options: { ...options } }
  }),
  serve(contract.signInWithMyPasskey, async (tx, { response }, call) =>
    letIn(
      call,
      await signInWithMyPasskey(tx, {
        ...{ response, origin: origin(), device: deviceName(call.userAgent) },
        token: readCookie(call.headers.cookie, 'portalSignIn', call.url),
      }),
    ),
  ),
]

/** By Google, as far as the ISP is known there. Back to where the browser is now, because there its cookie is; Google knows which places are ours. */
const byGoogle = ({ google }: Outside): Route[] => [
  serve(contract.readSignInWays, async (read) => ({
    google: (await googleNow(read)) !== undefined,
  })),
  serve(contract.beginGoogleSignIn, async (tx, _, call) => {
    const { address, token } = await beginGoogleSignIn(tx, { google, origin: call.url })
    call.addCookie(setCookie('portalSignIn', token, call.url))
    return { address }
  }),
  serve(contract.finishGoogleSignIn, async (tx, input, call) => {
    const token = readCookie(call.headers.cookie, 'portalSignIn', call.url)
    const device = deviceName(call.userAgent)
    const found = await finishGoogleSignIn(tx, { ...input, token, device })
    if (found instanceof Refusal) return found
    if ('waiting' in found) return { step: 'waiting' }
    letIn(call, found.session)
    return { step: 'done' }
  }),
]

const oneself = ({ origin }: Outside): Route[] => [
  serve(contract.signOutOfPortal, async (tx, { where }, call) => {
    const session = await portalSessionNow(tx)
    await endPortalSessions(
      tx,
      where === 'here' ? { sessionId: session.id } : { valueBlind: session.value_blind },
    )
    call.addCookie(dropCookie('portal', call.url))
    return {}
  }),
  serve(contract.readMe, (read) => meNow(read)),
  serve(contract.choosePerson, async (tx, { subscriberId }) => {
    await choosePerson(tx, subscriberId)
    return meNow(tx, subscriberId)
  }),
  serve(contract.changeMyLanguage, async (tx, { language }) => {
    await changeMyLanguage(tx, language)
    return meNow(tx)
  }),
  serve(contract.setMyPassword, async (tx, { password }) => {
    await setMyPassword(tx, password)
    return meNow(tx)
  }),
  serve(contract.setMyConsent, async (tx, { purpose, what }, { ip }) => {
    const given = { purpose, what, textVersion: 'portal-1', channel: 'portal' as const, ip }
    await recordConsent(tx, { ...given, subscriberId: callingSubscriber(tx) })
    return meNow(tx)
  }),
  serve(contract.readMyWaysIn, waysInNow),
  serve(contract.beginMyPasskey, async (tx) => ({
    options: { ...(await beginMyPasskey(tx, { origin: origin() })) },
  })),
  serve(contract.addMyPasskey, async (tx, input) => {
    await addMyPasskey(tx, { ...input, origin: origin() })
    return waysInNow(tx)
  }),
  serve(contract.renameMyPasskey, async (tx, input) => {
    await renameMyPasskey(tx, input)
    return waysInNow(tx)
  }),
  serve(contract.removeMyPasskey, async (tx, input) => {
    await removeMyPasskey(tx, input)
    return waysInNow(tx)
  }),
  serve(contract.unlinkGoogle, async (tx) => {
    await unlinkGoogle(tx)
    return waysInNow(tx)
  }),
]

export function portalRoutes(outside: Outside): Route[] {
  return [...signingIn(outside), ...byGoogle(outside), ...oneself(outside)]
}
