import type { Allowance, VendorProfile } from '#modules/network/contract.ts'
import type { Attribute } from '#radius/dictionary/attribute.ts'
import { dictionary } from '#radius/dictionary/load.ts'

/** Facts that differ from session to session of one service. */
export type OfSession = Pick<Allowance, 'session_s' | 'interim_s' | 'class'>

/** A line that says one fact of the session, and nothing else, in a standard attribute. */
export type SessionWord = { readonly type: number; readonly fact: keyof OfSession }

const NAMES_SESSION = /\{(?:session_s|interim_s|class)\}/

/** What a profile says of sessions when it says it plainly, as all built-in ones do; null: each answer is rendered as a whole. */
export function sessionWords({ lines }: VendorProfile): readonly SessionWord[] | null {
  const words: SessionWord[] = []
  for (const line of lines) {
    if ([line.when, line.unless].some((fact) => fact !== null && isOfSession(fact))) return null
    if (!NAMES_SESSION.test(line.value) || !line.on.includes('accept')) continue
    const fact = line.value.slice(1, -1)
    const type = plainType(dictionary().named.get(line.attribute), line.as)
    const isPlain = line.when === null && line.unless === null && line.tag === null
    if (!isPlain || !isOfSession(fact) || type === null) return null
    if ((fact === 'class') !== (line.as === 'text')) return null
    words.push({ type, fact })
  }
  return words
}

function isOfSession(fact: string): fact is keyof OfSession {
  return fact === 'session_s' || fact === 'interim_s' || fact === 'class'
}

/** The number of a standard attribute that holds a 32-bit number, or text, and nothing around it. */
function plainType(attribute: Attribute | undefined, as: 'integer' | 'text'): number | null {
  if (!attribute || attribute.vendor || attribute.path.length !== 1) return null
  if (attribute.tagged || attribute.hiding !== 'none') return null
  const fits =
    as === 'integer'
      ? attribute.type === 'integer'
      : attribute.type === 'octets' || attribute.type === 'string'
  return fits ? (attribute.path[0] ?? null) : null
}
