import type { MessageTemplate } from '#platform/templates.ts'
import type { Read } from '#platform/tx.ts'
import type { Template } from '../contract.ts'
import { templateNotFound } from '../refusals.ts'
import { ispForMail, ownWords } from './words.ts'

/** What all rooms declare, by name; asked when needed, because later rooms are made after this one. */
export type Declared = () => ReadonlyMap<string, MessageTemplate>

export async function templatesNow(read: Read, declared: Declared): Promise<Template[]> {
  const all = [...declared().values()]
  const isp = await ispForMail(read)
  const own = await ownWords(
    read,
    all.map(({ name }) => name),
  )
  return all
    .map(({ name, class: kind, sentence, placeholders, texts }) => ({
      ...{ name, class: kind, sentence },
      placeholders: [
        ...Object.entries(placeholders).map(([called, sample]) => ({ name: called, sample })),
        // Who really speaks, because its length decides how many SMS it takes.
        { name: 'isp', sample: { en: isp, sw: isp } },
      ],
      wordings: (['en', 'sw'] as const).map((language) => {
        const words = own.get(`${name} ${language}`)
        return {
          ...{ language, ours: texts[language], version: words?.version ?? null },
          text: words?.text ?? texts[language].text,
          subject: words?.subject ?? texts[language].subject,
        }
      }),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

export async function templateNow(read: Read, declared: Declared, name: string): Promise<Template> {
  const one = declared().get(name)
  const [found] = one ? await templatesNow(read, () => new Map([[name, one]])) : []
  if (!found) throw templateNotFound()
  return found
}
