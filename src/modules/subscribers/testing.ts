import type { Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { addSubscriber } from './commands/add-subscriber.ts'
import { mergeSubscribers } from './commands/merge-subscribers.ts'
import { setTaxStanding } from './commands/set-tax-standing.ts'
import { startContract } from './commands/start-contract.ts'
import { writeContract } from './commands/write-contract.ts'
import { usualContractTerms } from './contract/contracts.ts'
import { noDetails, usualTerms } from './contract/shapes.ts'
import { subscriberInput, type SubscriberInput } from './contract/subscribers.ts'
import { valueBlindOf } from './queries/sealed.ts'
import { insertPortalSession } from './store/portal.ts'

let people = 0

/** A subscriber; a person with a phone and no address, unless said. Answers the id. */
export function aSubscriber(tx: Tx, given: Partial<SubscriberInput> = {}): Promise<string> {
  const number = ++people
  const phone = `+2547000${String(number).padStart(5, '0')}`
  return addSubscriber(
    tx,
    subscriberInput.parse({
      kind: 'person',
      name: `Subscriber ${number}`,
      language: 'en',
      siteId: null,
      parentId: null,
      tags: [],
      details: noDetails,
      contacts: [{ channel: 'phone', purpose: 'main', value: phone, name: null }],
      addresses: [],
      terms: usualTerms,
      consents: [],
      ...given,
    } satisfies SubscriberInput),
  )
}

/** Two records were one person; the kept one as it was made. */
export function areOne(tx: Tx, { kept, merged }: { kept: string; merged: string }): Promise<void> {
  return mergeSubscribers(tx, { keptId: kept, mergedId: merged, version: 1 })
}

/** A company that the state made an agent: it keeps back part of the VAT of what it pays. */
export async function anAgentOfTax(tx: Tx, given: { from: string }): Promise<string> {
  const kraPin = `P0999${String(10_000 + people)}A`
  const subscriberId = await aSubscriber(tx, {
    ...{ kind: 'company', name: 'Baraka Hospitals Ltd' },
    details: { ...noDetails, kraPin },
  })
  await setTaxStanding(tx, {
    ...{ subscriberId, kind: 'withholding-agent', certificate: 'KRA/WHA/12' },
    ...{ documentId: null, from: given.from, until: null },
  })
  return subscriberId
}

/** A contract that runs; of the usual terms, unless said. Answers the id. */
export async function aContract(
  tx: Tx,
  given: { subscriberId: string } & Partial<Parameters<typeof writeContract>[1]>,
): Promise<string> {
  const { subscriberId } = given
  const contractId = await writeContract(tx, {
    ...{ name: 'Supply of lines', from: '2026-01-01', until: null, documentId: null },
    ...{ terms: usualContractTerms, ...given },
  })
  await startContract(tx, { subscriberId, contractId, version: 1 })
  return contractId
}

/** What the timeline tells of somebody. */
export async function momentsOf(read: Read, subscriberId: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('subscribers.moment')
    .select('what')
    .where('subscriber_id', '=', subscriberId)
    .execute()
  return rows.map(({ what }) => what)
}

/** A subscriber who is signed in at the portal by a phone or an address of theirs. */
export async function atPortal(tx: Tx, subscriberId: string, reachedAt: string): Promise<Actor> {
  const id = newId(tx.now)
  await insertPortalSession(tx, {
    ...{ id, subscriberId, tokenHash: hashToken(newToken()), device: 'test' },
    ...{ valueBlind: valueBlindOf(tx.vault, reachedAt), endsAt: tx.now.add({ hours: 1 }) },
  })
  return { kind: 'subscriber', id: subscriberId, via: { kind: 'session', id } }
}
