import { must } from '#kernel/assert.ts'
import { readLetters } from '#platform/token.ts'
import type { Read } from '#platform/tx.ts'
import type { Prompt } from '../contract.ts'
import { promptNow } from './mpesa.ts'

/** Accounts of purchases begin so. No letter of it is taken for a digit, and no subscriber's number begins with a letter. */
export const PURCHASE_MARK = 'NET'
const ACCOUNT_MAX = 12

/** Which purchase is meant by what was typed as the account: small letters, blanks, O for 0. */
export async function purchaseByAccount(
  read: Read,
  typed: string | null,
): Promise<string | undefined> {
  const account = readLetters(typed ?? '')
  if (!account.startsWith(PURCHASE_MARK) || account.length > ACCOUNT_MAX) return undefined
  const row = await read.sql
    .selectFrom('payments.prompt')
    .select('id')
    .where('account', '=', account)
    .where('purpose', 'is not', null)
    .executeTakeFirst()
  return row?.id
}

/** How a purchase stands, for the page on which somebody waits; its reasons in words are `PUSH_WORDS` of the contract. */
export async function purchaseNow(read: Read, promptId: string): Promise<Prompt> {
  return promptNow(read, promptId)
}

export type PaidPurchase = {
  readonly promptId: string
  readonly reference: string
  readonly paymentId: string
  readonly paidAt: Temporal.Instant
}

/**
 * What was bought and paid, and whose money still waits for its buyer: what the room that sells has yet to make, the oldest first. Its
 * reconciler asks for these, so that a purchase is made also where the first try failed.
 */
export async function purchasesToMake(
  read: Read,
  { purpose, limit }: { purpose: string; limit: number },
): Promise<PaidPurchase[]> {
  const rows = await read.sql
    .selectFrom('payments.prompt as prompt')
    .innerJoin('payments.payment as payment', 'payment.id', 'prompt.payment_id')
    .select(['prompt.id', 'reference', 'payment_id', 'settled_at'])
    .where('purpose', '=', purpose)
    .where('payment.state', '=', 'suspense')
    // What goes back is made no more; a refund that failed leaves it to staff.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('payments.refund as refund')
            .select('refund.id')
            .whereRef('refund.payment_id', '=', 'payment.id'),
        ),
      ),
    )
    .orderBy('settled_at')
    .limit(limit)
    .execute()
  return rows.map(({ id, reference, payment_id, settled_at }) => ({
    promptId: id,
    reference: must(reference, 'a purchase has a reference'),
    paymentId: must(payment_id, 'it is joined'),
    paidAt: must(settled_at, 'a paid prompt is settled'),
  }))
}
