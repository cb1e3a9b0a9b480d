import { createHash } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import { email } from '#kernel/email.ts'
import { wallClock } from '#platform/clock.ts'
import { whyUnlisted } from '#platform/outbound.ts'
import type { GoogleClaims } from '../rules/google-says.ts'

/** How the ISP is known at Google, and where its browsers come back to. */
export type GoogleDoor = {
  readonly clientId: string
  readonly clientSecret: string
  /** Empty, or where a simulated one listens on this machine. */
  readonly simulatedAt: string
}

/** What one sign-in keeps to itself, so that the answer is to this question and to nobody else's. */
export type GoogleSecrets = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirect: string
}

export type Google = {
  /** Where the browser goes to choose an account. */
  address(door: GoogleDoor, secrets: GoogleSecrets): string
  /** Whom Google names for the code; undefined where it gives no answer that holds. Throws only what `signal` says. */
  ask(
    door: GoogleDoor,
    given: { secrets: GoogleSecrets; code: string; now: Temporal.Instant },
    signal: AbortSignal,
  ): Promise<GoogleClaims | undefined>
}

const TIMEOUT_ms = 10_000
/** Clocks differ by so much. */
const TOLERANCE_s = 60

/** Google by OpenID Connect, code flow with PKCE (https://developers.google.com/identity/openid-connect). */
export function googleOverOpenId(hosts?: readonly string[]): Google {
  return {
    address(door, { state, nonce, verifier, redirect }) {
      const address = new URL(serverAt(door).authorization_endpoint)
      address.search = new URLSearchParams({
        ...{ client_id: door.clientId, redirect_uri: redirect, response_type: 'code' },
        ...{ scope: 'openid email', prompt: 'select_account', state, nonce },
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString()
      return address.href
    },

    async ask(door, { secrets, code, now }, signal) {
      const server = serverAt(door)
      if (whyUnlisted(server.token_endpoint, hosts) !== undefined) return undefined
      const client: oauth.Client = {
        client_id: door.clientId,
        // The library reads the machine's clock; ours is the unit's.
        [oauth.clockSkew]: skewTo_s(now),
        [oauth.clockTolerance]: TOLERANCE_s,
      }
      const calling = {
        signal: () => AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_ms)]),
        // Plain HTTP is for the simulated one on this machine; Google's addresses are all https.
        [oauth.allowInsecureRequests]: door.simulatedAt !== '',
      }
      try {
        const sentBack = new URLSearchParams({ code, state: secrets.state })
        const response = await oauth.authorizationCodeGrantRequest(
          ...([server, client, oauth.ClientSecretPost(door.clientSecret)] as const),
          oauth.validateAuthResponse(server, client, sentBack, secrets.state),
          ...([secrets.redirect, secrets.verifier, calling] as const),
        )
        const expecting = { expectedNonce: secrets.nonce, requireIdToken: true }
        const granted = await oauth.processAuthorizationCodeResponse(
          ...([server, client, response, expecting] as const),
        )
        await oauth.validateApplicationLevelSignature(server, response, calling)
        return claimsOf(oauth.getValidatedIdTokenClaims(granted))
      } catch {
        signal.throwIfAborted()
        // Refused, forged, late or silent: the person at the browser can only try again, or take a code.
        return undefined
      }
    },
  }
}

const claims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: email.optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  hd: z.string().min(1).optional().catch(undefined),
})

function claimsOf(token: oauth.IDToken | undefined): GoogleClaims | undefined {
  const read = claims.safeParse(token)
  return read.success
    ? {
        ...{ subject: read.data.sub, email: read.data.email, domain: read.data.hd },
        isVerified: read.data.email_verified === true,
      }
    : undefined
}

function serverAt({ simulatedAt }: GoogleDoor) {
  if (simulatedAt !== '')
    return {
      issuer: simulatedAt,
      authorization_endpoint: `${simulatedAt}/o/oauth2/v2/auth`,
      token_endpoint: `${simulatedAt}/token`,
      jwks_uri: `${simulatedAt}/oauth2/v3/certs`,
    }
  return {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
  }
}

function skewTo_s(now: Temporal.Instant): number {
  return Math.round((now.epochMilliseconds - wallClock.now_ms()) / 1000)
}
