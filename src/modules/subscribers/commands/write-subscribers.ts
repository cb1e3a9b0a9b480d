import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { NewSubscriber } from '../contract/subscribers.ts'
import { addressRow, contactRow, sealDetails, sealName, searchOf } from '../queries/sealed.ts'
import { countyOf, termsColumns } from '../rules/columns.ts'
import {
  insertAddresses,
  insertConsents,
  insertContacts,
  insertMoments,
  insertSubscribers,
} from '../store.ts'
import { newNumbers } from './new-numbers.ts'

/** Writes any number of subscribers with all that hangs on them, in few statements; answers their ids in the same order. */
export async function writeSubscribers(
  tx: Tx,
  inputs: readonly NewSubscriber[],
): Promise<string[]> {
  const numbers = await newNumbers(tx, inputs.length)
  const all = inputs.map((input, place) => ({
    id: newId(tx.now),
    number: numbers[place] ?? '',
    input,
  }))
  await insertSubscribers(
    tx,
    all.map(({ id, number, input }) => ({
      id,
      number,
      kind: input.kind,
      state: 'active',
      name_sealed: sealName(tx.vault, id, input.name),
      details_sealed: sealDetails(tx.vault, id, input.details),
      search: searchOf(tx.vault, input),
      parent_id: input.parentId,
      site_id: input.siteId,
      county: countyOf(input.addresses),
      language: input.language,
      tags: [...new Set(input.tags)].toSorted(),
      ...termsColumns(input.terms),
    })),
  )
  await insertContacts(
    tx,
    all.flatMap(({ id, input }) =>
      input.contacts.map((contact) =>
        contactRow(tx.vault, { id: newId(tx.now), subscriberId: id }, contact),
      ),
    ),
  )
  await insertAddresses(
    tx,
    all.flatMap(({ id, input }) =>
      input.addresses.map((address) =>
        addressRow(tx.vault, { id: newId(tx.now), subscriberId: id }, address),
      ),
    ),
  )
  await insertConsents(
    tx,
    all.flatMap(({ id, input }) =>
      input.consents.map((consent) => ({
        id: newId(tx.now),
        subscriber_id: id,
        purpose: consent.purpose,
        what: 'given',
        text_version: consent.textVersion,
        channel: consent.channel,
        ip_sealed: null,
      })),
    ),
  )
  await insertMoments(
    tx,
    all.map(({ id }) => ({
      id: newId(tx.now),
      subscriber_id: id,
      what: 'subscribers.added',
      facts: '{}',
      note_sealed: null,
    })),
  )
  return all.map(({ id }) => id)
}
