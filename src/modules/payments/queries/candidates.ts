import { parsePhone } from '#kernel/phone.ts'
import { parseNumber } from '#modules/subscribers/contract.ts'
import { subscriberIdByNumber, subscriberIdsByContact } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import { matchOwner, readTyped, type Match } from '../rules/match-owner.ts'

/** Whose money this is, as far as it can be said for certain. Asks only as far as it must. */
export async function findOwner(
  read: Read,
  told: { account: string | null; payerPhone: string | null },
): Promise<Match> {
  const { account, payerPhone } = told
  const typed = readTyped(account)
  const byNumber = account === null ? undefined : await subscriberIdByNumber(read, account)
  if (byNumber) return { kind: 'owner', subscriberId: byNumber, by: 'number' }
  const phone = account === null ? undefined : parsePhone(account)
  const byPayerPhone = payerPhone === null ? [] : await subscriberIdsByContact(read, payerPhone)
  const [payer] = byPayerPhone
  return matchOwner(
    {
      byNumber,
      byServiceNumber: account === null ? undefined : await holderOfService(read, account),
      byPhoneAsAccount: phone === undefined ? [] : await subscriberIdsByContact(read, phone),
      byPayerPhone,
    },
    { typed, payerNumber: payer === undefined ? undefined : await numberOf(read, payer) },
  )
}

/** Services have numbers of the same series: whoever types one means its holder. */
async function holderOfService(read: Read, given: string): Promise<string | undefined> {
  const number = parseNumber(given)
  if (number === undefined) return undefined
  const row = await read.sql
    .selectFrom('services.service')
    .select('subscriber_id')
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.subscriber_id
}

async function numberOf(read: Read, subscriberId: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('subscribers.subscriber')
    .select('number')
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  return row?.number
}
