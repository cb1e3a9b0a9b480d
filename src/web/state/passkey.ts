import type { z } from 'zod'
import { proveIdentity } from '#modules/staff/contract.ts'

const passkeyResponse = proveIdentity.input.shape.passkey.unwrap()
type PasskeyResponse = z.output<typeof passkeyResponse>

function asResponse(credential: Credential | null): PasskeyResponse {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('The browser gave no passkey')
  return passkeyResponse.parse(credential.toJSON())
}

/** Asks the browser for a passkey that is enrolled; the person may decline, which throws. */
export async function getPasskey(options: { challenge: string }): Promise<PasskeyResponse> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return asResponse(await navigator.credentials.get({ publicKey }))
}

/** Makes a new passkey with the server's challenge. */
export async function makePasskey(options: { challenge: string }): Promise<PasskeyResponse> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  )
  return asResponse(await navigator.credentials.create({ publicKey }))
}
