import { networkOf } from '#kernel/ip.ts'
import type { Money } from '#kernel/money.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { PURCHASE_MARK } from '../queries/purchases.ts'
import type { Ask } from './open-prompt.ts'

const LETTERS = 8

export type Purchase = {
  readonly id: string
  readonly purpose: string
  readonly reference: string
  readonly phone: string
  readonly amount: Money
  readonly siteId: string | null
  /** The buyer, where known: then the money goes into their wallet. */
  readonly subscriberId?: string | null
  /** From where it is asked for, where a stranger asks: prompts that nobody pays are bounded by it. */
  readonly address?: string
}

/** What is asked for, with an account of its own. */
export async function newPurchase(tx: Tx, asked: Purchase): Promise<Ask> {
  const { id, purpose, reference, phone, amount, siteId, subscriberId = null, address } = asked
  if (subscriberId !== null) await lockSubscribers(tx, [subscriberId])
  return {
    ...{ id, subscriberId, siteId, phone, amount, purchase: { purpose, reference } },
    account: `${PURCHASE_MARK}${newLetters(LETTERS)}`,
    ...(address !== undefined && { asker: { kind: 'network', id: networkOf(address) } }),
  }
}
