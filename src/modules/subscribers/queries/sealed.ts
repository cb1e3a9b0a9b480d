import { roundPoint } from '#kernel/geo.ts'
import { hashToken } from '#platform/token.ts'
import type { Vault } from '#platform/vault.ts'
import { details, type AddressInput, type ContactInput, type Details } from '../contract/shapes.ts'
import { tokensOf, type Findable } from '../rules/search.ts'

/** Where each sealed thing of this room has its address. */
export function at(table: string, column: string, row: string) {
  return { table: `subscribers.${table}`, column, row }
}

export function sealName(vault: Vault, id: string, name: string): string {
  return vault.seal(at('subscriber', 'name_sealed', id), name)
}

export function openName(vault: Vault, row: { id: string; name_sealed: string }): string {
  return vault.open(at('subscriber', 'name_sealed', row.id), row.name_sealed)
}

export function sealDetails(vault: Vault, id: string, value: Details): string {
  return vault.sealJson(at('subscriber', 'details_sealed', id), value)
}

export function openDetails(vault: Vault, row: { id: string; details_sealed: string }): Details {
  return details.parse(
    vault.openJson(at('subscriber', 'details_sealed', row.id), row.details_sealed),
  )
}

export const VALUE_COLUMN = 'subscribers.contact.value_blind'
const SEARCH_COLUMN = 'subscribers.subscriber.search'

/** 96 bits are far more than a hundred million tokens need, and a third shorter than a whole hash. */
const TOKEN_LENGTH = 16

export function blindToken(vault: Vault, token: string): string {
  return vault.blind(SEARCH_COLUMN, token).slice(0, TOKEN_LENGTH)
}

/** The hashes that find a record; sorted, so that they say nothing about the order of its words. */
export function blindTokens(vault: Vault, findable: Findable): string[] {
  return tokensOf(findable)
    .map((token) => blindToken(vault, token))
    .toSorted()
}

/** A contact as its row, sealed and with the hash that finds it. */
export function contactRow(
  vault: Vault,
  { id, subscriberId }: { id: string; subscriberId: string },
  contact: ContactInput,
) {
  return {
    id,
    subscriber_id: subscriberId,
    channel: contact.channel,
    purpose: contact.purpose,
    value_sealed: vault.seal(at('contact', 'value_sealed', id), contact.value),
    value_blind: vault.blind(VALUE_COLUMN, contact.value),
    ...phoneBlinds(vault, contact),
    name_sealed:
      contact.name === null ? null : vault.seal(at('contact', 'name_sealed', id), contact.name),
  }
}

const HASH_COLUMN = 'subscribers.contact.phone_hash_blind'
const ENDS_COLUMN = 'subscribers.contact.phone_ends_blind'

/** As M-Pesa tells who paid: the hash of the twelve digits (SHA-256, in hex), or their first four and last three. */
export function phoneBlinds(vault: Vault, { channel, value }: { channel: string; value: string }) {
  if (channel === 'email') return { phone_hash_blind: null, phone_ends_blind: null }
  const digits = value.replace('+', '')
  return {
    phone_hash_blind: blindOfHash(vault, hashToken(digits)),
    phone_ends_blind: blindOfEnds(vault, digits.slice(0, 4), digits.slice(-3)),
  }
}

export function blindOfHash(vault: Vault, hash: string): string {
  return vault.blind(HASH_COLUMN, hash)
}

export function blindOfEnds(vault: Vault, begins: string, ends: string): string {
  return vault.blind(ENDS_COLUMN, `${begins}*${ends}`)
}

/** An address as its row, with all but the county sealed. */
export function addressRow(
  vault: Vault,
  { id, subscriberId }: { id: string; subscriberId: string },
  address: AddressInput,
) {
  return {
    id,
    subscriber_id: subscriberId,
    kind: address.kind,
    county: address.county,
    place_sealed: sealPlace(vault, id, address),
  }
}

export function sealPlace(
  vault: Vault,
  id: string,
  { town, line, landmark, at: point }: AddressInput,
) {
  return vault.sealJson(at('address', 'place_sealed', id), {
    town,
    line,
    landmark,
    at: point && { ...roundPoint(point) },
  })
}

/** The hashes that find a subscriber. */
export function searchOf(
  vault: Vault,
  input: {
    name: string
    details: Details
    contacts: readonly { channel: string; value: string; name: string | null }[]
  },
): string[] {
  const { details, contacts } = input
  return blindTokens(vault, {
    names: [
      input.name,
      ...(details.representative ? [details.representative.name] : []),
      ...contacts.flatMap((contact) => (contact.name === null ? [] : [contact.name])),
    ],
    phones: contacts.flatMap((one) => (one.channel === 'email' ? [] : [one.value])),
    emails: contacts.flatMap((one) => (one.channel === 'email' ? [one.value] : [])),
    papers: [
      details.paper?.number,
      details.representative?.paper?.number,
      details.registrationNumber,
    ].filter((number) => number !== undefined && number !== null),
    pin: details.kraPin,
  })
}

/** How a contact is found, as it is kept. */
export function valueBlindOf(vault: Vault, value: string): string {
  return vault.blind(VALUE_COLUMN, value)
}

export function codeBlindOf(vault: Vault, codeId: string, code: string): string {
  return vault.blind('subscribers.portal_code.code_blind', `${codeId} ${code}`)
}
