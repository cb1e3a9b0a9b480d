import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { brandNow, organizationNow, settingValue } from '#modules/organization/index.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { subscribersForDocuments } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { readReceipt } from '../contract.ts'
import { subscriberNotFound } from '../refusals.ts'
import type { Buyer, House, Seller } from '../rules/parts.ts'
import type { Language } from '../rules/words.ts'
import { buyerShape, openBuyer, openSeller } from '../store.ts'
import { paybill, payLines, regulator } from './settings.ts'

export type AskedLanguage = ParsedInputOf<typeof readReceipt>['language']

/** What all documents have in common now: colour, zone, how to pay. */
export async function houseNow(read: Read, language: Language): Promise<House> {
  const brand = await brandNow(read)
  const lines = await settingValue(read, payLines)
  return {
    ...{ language, zone: brand.timeZone, colour: brand.light.primary },
    paybill: await settingValue(read, paybill),
    payLines: lines.split('\n').filter((line) => line.trim() !== ''),
    regulator: await settingValue(read, regulator),
  }
}

/** Who we are today, and which version of our identity that is. */
export async function sellerNow(read: Read): Promise<{ seller: Seller; version: number }> {
  const isp = await organizationNow(read)
  const { physicalAddress: at, postalAddress: post } = isp
  return {
    version: isp.version,
    seller: {
      ...{ name: isp.tradingName, legalName: isp.legalName ?? isp.tradingName },
      ...{ kraPin: isp.kraPin, vatRegistered: isp.vatRegistered },
      ...{ caLicence: isp.caLicenceNumber, website: isp.website },
      ...{ phone: isp.supportPhone, email: isp.supportEmail },
      address: [
        at ? [at.line1, at.line2, at.town].filter((part) => part).join(', ') : '',
        post ? `P.O. Box ${post.box} – ${post.postalCode} ${post.town}` : '',
      ].filter((line) => line !== ''),
    },
  }
}

/** Buyers as they are today, with the language that each reads. */
export async function buyersNow(
  read: Read,
  subscriberIds: readonly string[],
): Promise<Map<string, { buyer: Buyer; language: Language }>> {
  const found = await subscribersForDocuments(read, [...new Set(subscriberIds)])
  return new Map(
    [...found].map(([id, one]) => [
      id,
      {
        language: one.language,
        buyer: buyerShape.parse({
          ...{ name: one.name, number: formatNumber(one.number), kraPin: one.kraPin },
          address: one.address
            ? [one.address.line, one.address.town, one.address.county]
                .filter((part) => part)
                .join(', ')
            : null,
        }),
      },
    ]),
  )
}

/** Seller and buyer of something that is written now. */
export async function partiesNow(read: Read, subscriberId: string, asked: AskedLanguage) {
  const found = (await buyersNow(read, [subscriberId])).get(subscriberId)
  if (!found) throw subscriberNotFound()
  const { seller } = await sellerNow(read)
  const house = await houseNow(read, asked ?? found.language)
  return { house, seller, buyer: found.buyer, now: read.now }
}

const keptRow = z.object({ id: z.string(), buyer_sealed: z.string() })

/** Seller and buyer of issued documents as they were then; those of the last minute are not kept yet. */
export async function keptParties(
  read: Read,
  documentIds: readonly string[],
): Promise<Map<string, { seller: Seller; buyer: Buyer }>> {
  const rows = await read.sql
    .selectFrom('documents.kept as kept')
    .innerJoin('documents.seller as seller', 'seller.id', 'kept.seller_id')
    .select(['kept.id', 'kept.buyer_sealed', 'seller.id as seller_id', 'seller.seller_sealed'])
    .where('kept.id', 'in', [...documentIds, NOBODY])
    .execute()
  const sellers = new Map<string, Seller>()
  return new Map(
    rows.map((row) => {
      const seller = sellers.get(row.seller_id) ?? openSeller(read.vault, row)
      sellers.set(row.seller_id, seller)
      return [row.id, { seller, buyer: openBuyer(read.vault, keptRow.parse(row)) }]
    }),
  )
}

/** So that a list of none is a list of something. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
