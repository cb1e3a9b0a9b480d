import { fillText, type MessageText } from '#kernel/message.ts'
import { organizationNow } from '#modules/organization/index.ts'
import type { MessageTemplate } from '#platform/templates.ts'
import type { Read } from '#platform/tx.ts'
import type { Language } from '../contract.ts'

/** The ISP's own words for some templates, by name and language. */
export async function ownWords(
  read: Read,
  names: readonly string[],
): Promise<Map<string, MessageText & { version: number }>> {
  if (names.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('messaging.wording')
    .select(['template', 'language', 'text', 'subject', 'version'])
    .where('template', 'in', [...new Set(names)])
    .execute()
  return new Map(
    rows.map(({ template, language, text, subject, version }) => [
      `${template} ${language}`,
      { text, subject, version },
    ]),
  )
}

/** How a template speaks now, filled: in the ISP's own words where it has some. */
export async function speakerNow(read: Read, names: readonly string[]) {
  const own = await ownWords(read, names)
  const { tradingName: isp } = await organizationNow(read)
  return (
    template: MessageTemplate,
    language: Language,
    values: Readonly<Record<string, string>>,
  ): MessageText => {
    const { text, subject } = own.get(`${template.name} ${language}`) ?? template.texts[language]
    const all = { isp, ...values }
    // What has nothing to say leaves no gap.
    const filled = fillText(text, all).replaceAll(/ {2,}/g, ' ').trim()
    return { text: filled, subject: fillText(subject, all) }
  }
}

/** Who signs a letter. */
export async function ispForMail(read: Read): Promise<string> {
  return (await organizationNow(read)).tradingName
}
