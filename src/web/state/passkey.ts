import type { z } from 'zod'
import { passkeyResponse } from '#kernel/passkey.ts'

type PasskeyResponse = z.output<typeof passkeyResponse>

function asResponse(credential: Credential | null): PasskeyResponse {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('The browser gave no passkey')
  return passkeyResponse.parse(credential.toJSON())
}

/** Where passkeys of the page at `href` work: `here`, at another address of the same Kasi, or nowhere. */
export function passkeyHome(href: string): string | undefined {
  const url = new URL(href)
  if (!/^(?:[\d.]+|\[.*\])$/.test(url.hostname)) return 'here'
  if (url.hostname !== '127.0.0.1' && url.hostname !== '[::1]') return undefined
  url.hostname = 'localhost'
  return url.href
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
