import { shortcodeFor } from '#modules/payments/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { subscriberFacts, subscribersForDocuments } from '#modules/subscribers/index.ts'
import type { MessageTo } from '#modules/messaging/index.ts'
import type { Read } from '#platform/tx.ts'
import { howToPayWords, type Language } from '../rules/words.ts'

/** Whom something is told, and what every text may say of them. */
export type Person = {
  readonly subscriberId: string
  readonly name: string
  readonly number: string
  readonly language: Language
  readonly zone: string
  readonly to: MessageTo
  readonly howToPay: string
}

/** Those of these who are there to be told. By their main contacts, or whichever there are. */
export async function peopleNow(
  read: Read,
  subscriberIds: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = [...new Set(subscriberIds)]
  if (ids.length === 0) return new Map()
  const { timeZone: zone } = await regionNow(read)
  const papers = await subscribersForDocuments(read, ids)
  const facts = await subscriberFacts(read, ids)
  const paybills = new Map<string | null, Awaited<ReturnType<typeof shortcodeFor>>>()
  const people = new Map<string, Person>()
  for (const id of ids) {
    const paper = papers.get(id)
    const fact = facts.get(id)
    if (!paper || !fact || fact.state === 'merged') continue
    if (!paybills.has(fact.siteId)) paybills.set(fact.siteId, await shortcodeFor(read, fact.siteId))
    const by = (...channels: string[]) =>
      paper.contacts.find(({ channel }) => channels.includes(channel))?.value ?? null
    const language = paper.language === 'sw' ? 'sw' : 'en'
    const paybill = paybills.get(fact.siteId)
    people.set(id, {
      ...{ subscriberId: id, name: firstName(paper), number: paper.number, language, zone },
      to: {
        ...{ subscriberId: id, name: paper.name, language },
        ...{ phone: by('phone', 'whatsapp'), email: by('email') },
      },
      howToPay: howToPayWords(
        paybill && { kind: paybill.kind === 'till' ? 'till' : 'paybill', number: paybill.number },
        paper.number,
        language,
      ),
    })
  }
  return people
}

/** People are called by their first name, companies by the whole. */
function firstName({ kind, name }: { kind: string; name: string }): string {
  return kind === 'person' ? (name.split(' ')[0] ?? name) : name
}
