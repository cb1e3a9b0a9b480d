import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { placeholdersIn } from '#kernel/message.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeWording as endpoint } from '../contract.ts'
import type { Declared } from '../queries/templates.ts'
import { templateNotFound, unknownPlaceholder, wordingChanged } from '../refusals.ts'
import { putWording, wordingVersion } from '../store/wordings.ts'

/** The ISP's own words. What stands in braces must be something that can be filled in, or people would read the braces. */
export async function changeWording(
  tx: Tx,
  { template, language, version, text, subject }: ParsedInputOf<typeof endpoint>,
  declared: Declared,
): Promise<void> {
  const known = declared().get(template)
  if (!known) throw templateNotFound()
  const fillable = new Set([...Object.keys(known.placeholders), 'isp'])
  for (const [path, words] of [
    ['text', text],
    ['subject', subject],
  ] as const) {
    const unknown = placeholdersIn(words).find((name) => !fillable.has(name))
    if (unknown === undefined) continue
    const facts = {
      placeholder: `{${unknown}}`,
      known: [...fillable].map((one) => `{${one}}`).join(', '),
    }
    const refused = unknownPlaceholder(facts)
    throw unknownPlaceholder(facts, [{ path, message: refused.message }])
  }
  if ((await wordingVersion(tx, template, language)) !== version) throw wordingChanged()
  await putWording(tx, { template, language, text, subject })
  audit(tx, { objects: [{ table: 'messaging.wording', id: `${template} ${language}` }] })
}
