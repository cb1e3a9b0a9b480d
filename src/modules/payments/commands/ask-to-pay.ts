import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { lockSubscribers, subscriberNames } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { askToPay as endpoint } from '../contract.ts'
import { siteOfPayer } from '../queries/reach.ts'
import { ownerNotFound } from '../refusals.ts'
import { promptAccount } from '../rules/mpesa-words.ts'
import { openPrompt } from './open-prompt.ts'

/** Asks a phone to pay into the wallet of a subscriber, who need not be the one who holds it. */
export async function askToPay(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { subscriberId } = input
  const [locked] = await lockSubscribers(tx, [subscriberId])
  const owner = (await subscriberNames(tx, [subscriberId])).get(subscriberId)
  if (locked === undefined || !owner) throw ownerNotFound()
  const siteId = (await siteOfPayer(tx, { subscriberId })) ?? null
  const asker = { kind: 'subscriber', id: subscriberId } as const
  await openPrompt(tx, {
    ...{ ...input, siteId, account: promptAccount(owner.number) },
    ...(tx.actor.kind === 'subscriber' && { asker }),
  })
}
