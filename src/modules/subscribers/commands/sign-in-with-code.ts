import { timingSafeEqual } from 'node:crypto'
import type { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import { codeBlindOf, valueBlindOf } from '../queries/sealed.ts'
import { codeWrong } from '../refusals.ts'
import { countCodeTry, lockPortalCode } from '../store/portal.ts'
import { openPortalSession } from './open-portal-session.ts'

const TRIES_MAX = 5

/** The token of a new session, or the refusal of a wrong code, which is answered after it has been counted. */
export async function signInWithCode(
  tx: Tx,
  { to, code, device }: { to: string; code: string; device: string },
): Promise<string | Refusal> {
  const valueBlind = valueBlindOf(tx.vault, to)
  const known = await lockPortalCode(tx, valueBlind)
  const isOver =
    !known ||
    known.used_at !== null ||
    known.tries >= TRIES_MAX ||
    Temporal.Instant.compare(known.ends_at, tx.now) <= 0
  if (isOver) return codeWrong()
  const right = Buffer.from(known.code_blind)
  const given = Buffer.from(codeBlindOf(tx.vault, known.id, code))
  const fits = right.length === given.length && timingSafeEqual(right, given)
  await countCodeTry(tx, known.id, fits ? 'used' : 'wrong')
  if (!fits) return codeWrong()
  return (await openPortalSession(tx, { valueBlind, device })) ?? codeWrong()
}
