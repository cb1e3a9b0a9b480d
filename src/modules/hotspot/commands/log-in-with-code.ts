import { timingSafeEqual } from 'node:crypto'
import { parsePhone } from '#kernel/phone.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import { passesOfPhone } from '../queries/passes.ts'
import { codeWrong, passNotFound } from '../refusals.ts'
import { CODE_COLUMN, countCodeTry, endCode, lockPhoneCode, PHONE_COLUMN } from '../store.ts'

const TRIES_MAX = 5

/** The pass of a phone that has proved itself by the code that was sent to it, the one that ends last; or the refusal of a wrong code, once it is counted. */
export async function logInWithCode(
  tx: Tx,
  input: { phone: string; code: string },
): Promise<string | Refusal> {
  const phoneBlind = tx.vault.blind(PHONE_COLUMN, parsePhone(input.phone) ?? '')
  const known = await lockPhoneCode(tx, phoneBlind)
  if (!known || known.tries >= TRIES_MAX) return codeWrong()
  const typed = input.code.replaceAll(/\D/g, '')
  const right = Buffer.from(known.code_blind)
  const given = Buffer.from(tx.vault.blind(CODE_COLUMN, `${known.id} ${typed}`))
  if (right.length !== given.length || !timingSafeEqual(right, given)) {
    await countCodeTry(tx, known.id)
    return codeWrong()
  }
  await endCode(tx, known.id, { serviceId: null })
  const [serviceId] = await passesOfPhone(tx, phoneBlind)
  return serviceId ?? passNotFound()
}
