import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '#platform/vault.ts'

/** What a token speaks for: a purchase or a receipt while it is waited for, a pass, or a screen that waits to be joined. */
export type TokenKind = 'purchase' | 'claim' | 'pass' | 'screen'
const DAY_ms = 86_400_000
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Signed and not stored: whoever shows it need not be asked again. `id.day.signature`; the day is counted from 1970, and after it the
 * token speaks for nobody.
 */
export function writeToken(
  vault: Pick<Vault, 'blind'>,
  of: { kind: TokenKind; id: string; until: Temporal.Instant },
): string {
  const day = Math.ceil(of.until.epochMilliseconds / DAY_ms)
  return `${of.id}.${day}.${signed(vault, of.kind, `${of.id}.${day}`)}`
}

/** The id for which it speaks; nothing where it is forged, cut off, of another kind, or over. */
export function readToken(
  vault: Pick<Vault, 'blind'>,
  kind: TokenKind,
  token: string,
  now: Temporal.Instant,
): string | undefined {
  const [id = '', day = '', given = '', more] = token.split('.')
  if (more !== undefined || !UUID.test(id) || !/^\d{1,7}$/.test(day)) return undefined
  const right = Buffer.from(signed(vault, kind, `${id}.${day}`))
  const shown = Buffer.from(given)
  if (right.length !== shown.length || !timingSafeEqual(right, shown)) return undefined
  return Number(day) * DAY_ms > now.epochMilliseconds ? id : undefined
}

function signed(vault: Pick<Vault, 'blind'>, kind: TokenKind, what: string): string {
  return vault.blind(`hotspot.token.${kind}`, what).replaceAll(/[^\w-]/g, '')
}
