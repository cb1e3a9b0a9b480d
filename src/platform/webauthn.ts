import type {
  AuthenticationResponseJSON,
  AuthenticatorTransportFuture,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** Passkeys by WebAuthn level 3. The server's library checks signatures, origins, flags and counters. */
export type StoredPasskey = {
  /** base64url. */
  readonly credentialId: string
  /** COSE. */
  readonly publicKey: Uint8Array
  readonly counter: bigint
  readonly transports: readonly string[]
}

export type NewPasskey = StoredPasskey & { readonly synced: boolean }

/** `PublicKeyCredential.toJSON()`, already checked for its outer shape. */
export type PasskeyResponse = { readonly id: string; readonly [key: string]: unknown }

/** Loaded when somebody uses a passkey: its three hundred files would make each start and each command slower. */
const library = () => import('@simplewebauthn/server')

/** Five minutes: finding the phone takes a while. */
const TIMEOUT_MS = 300_000

const LOOPBACK = new Set(['127.0.0.1', '[::1]'])

/**
 * Where passkeys of this Kasi are made and used. They are bound to a name, and an IP address is none (WebAuthn §5.1.2):
 * a Kasi at 127.0.0.1 is called localhost, which browsers reach all the same.
 */
export function passkeyOrigin(origin: URL): URL {
  if (!LOOPBACK.has(origin.hostname)) return origin
  const named = new URL(origin)
  named.hostname = 'localhost'
  return named
}

function relyingParty(origin: URL): string {
  return passkeyOrigin(origin).hostname
}

export async function optionsForNewPasskey(about: {
  origin: URL
  issuer: string
  ownerId: string
  account: string
  displayName: string
  existing: readonly StoredPasskey[]
}) {
  const { generateRegistrationOptions } = await library()
  return generateRegistrationOptions({
    rpName: about.issuer,
    rpID: relyingParty(about.origin),
    userID: new TextEncoder().encode(about.ownerId),
    userName: about.account,
    userDisplayName: about.displayName,
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    // Discoverable, so that it signs in without an e-mail address; verified, so that it is two factors in one.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: about.existing.map(descriptor),
  })
}

export async function optionsForPasskey(about: {
  origin: URL
  allowed?: readonly StoredPasskey[] | undefined
}) {
  const { generateAuthenticationOptions } = await library()
  return generateAuthenticationOptions({
    rpID: relyingParty(about.origin),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    ...(about.allowed && { allowCredentials: about.allowed.map(descriptor) }),
  })
}

/** The new passkey, or undefined when the browser's answer does not hold. */
export async function verifyNewPasskey(given: {
  origin: URL
  challenge: string
  response: PasskeyResponse
}): Promise<NewPasskey | undefined> {
  const { verifyRegistrationResponse } = await library()
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      // The library parses every part of it and throws on what it does not understand.
      response: given.response as unknown as RegistrationResponseJSON,
      expectedChallenge: given.challenge,
      expectedOrigin: passkeyOrigin(given.origin).origin,
      expectedRPID: relyingParty(given.origin),
      requireUserVerification: true,
    })
    if (!verified) return undefined
    const { credential, credentialBackedUp } = registrationInfo
    return {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: BigInt(credential.counter),
      transports: credential.transports ?? [],
      synced: credentialBackedUp,
    }
  } catch {
    // Whatever was wrong with it, the person at the browser can only try again.
    return undefined
  }
}

/** The passkey's new counter, or undefined when the answer does not hold or the counter went back (a copied key). */
export async function verifyPasskey(given: {
  origin: URL
  challenge: string
  response: PasskeyResponse
  passkey: StoredPasskey
}): Promise<{ counter: bigint } | undefined> {
  const { verifyAuthenticationResponse } = await library()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: given.response as unknown as AuthenticationResponseJSON,
      expectedChallenge: given.challenge,
      expectedOrigin: passkeyOrigin(given.origin).origin,
      expectedRPID: relyingParty(given.origin),
      requireUserVerification: true,
      credential: {
        id: given.passkey.credentialId,
        publicKey: new Uint8Array(given.passkey.publicKey),
        counter: Number(given.passkey.counter),
        transports: transports(given.passkey),
      },
    })
    return verified ? { counter: BigInt(authenticationInfo.newCounter) } : undefined
  } catch {
    return undefined
  }
}

function descriptor(passkey: StoredPasskey) {
  return { id: passkey.credentialId, transports: transports(passkey) }
}

function transports(passkey: StoredPasskey): AuthenticatorTransportFuture[] {
  // Hints for the browser; an unknown one is passed on and ignored there.
  return [...passkey.transports] as AuthenticatorTransportFuture[]
}
