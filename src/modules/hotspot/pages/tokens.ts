import type { PageAsk } from '#platform/pages.ts'
import type { Read } from '#platform/tx.ts'
import { passNotFound, purchaseNotFound } from '../refusals.ts'
import { readToken, writeToken, type TokenKind } from './signed.ts'

/** As long as a purchase may be paid by hand after all, or time be come back to. */
const LASTS_days = { purchase: 3, claim: 1, pass: 90, screen: 1 } as const satisfies Record<
  TokenKind,
  number
>
const COOKIE = 'kasi_pass'

export function tokenFor(read: Read, kind: TokenKind, id: string): string {
  return writeToken(read.vault, { kind, id, until: read.now.add({ hours: 24 * LASTS_days[kind] }) })
}

/** Of whom the address of the page speaks. */
export function idIn(read: Read, kind: TokenKind, token: string): string {
  const id = readToken(read.vault, kind, token, read.now)
  if (id === undefined) throw kind === 'pass' ? passNotFound() : purchaseNotFound()
  return id
}

/** A browser that keeps cookies is known again without being asked. */
export function remember({ call }: PageAsk, token: string): void {
  const secure = call.url.protocol === 'https:' ? '; Secure' : ''
  const age_s = LASTS_days.pass * 86_400
  call.addCookie(
    `${COOKIE}=${token}; Path=/hotspot; Max-Age=${age_s}; HttpOnly; SameSite=Lax${secure}`,
  )
}

export function remembered(
  read: Read,
  { call }: PageAsk,
): { id: string; token: string } | undefined {
  const token = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]{40,200})(?:;|$)`).exec(
    call.headers.cookie ?? '',
  )?.[1]
  const id = token === undefined ? undefined : readToken(read.vault, 'pass', token, read.now)
  return token !== undefined && id !== undefined ? { id, token } : undefined
}
