import type {
  Allowance,
  Attribute,
  ProfileLine,
  ProfileProblem,
  Purpose,
  VendorProfile,
} from '../contract.ts'
import { FACTS, isFact, type FactName, type FactValue } from './facts.ts'

/** RFC 2865 §5: 255 bytes with type and length; a vendor's attribute has six bytes less, and its own two. */
const VALUE_BYTES_MAX = 247
const INTEGER_MAX = 4_294_967_295

/**
 * What is said to a router for an allowance. A line is said when every fact in it is there; a fact that is a list
 * (routes) makes one attribute for each entry. Names are those of the dictionaries, values are text or whole numbers.
 */
export function renderProfile(
  profile: Pick<VendorProfile, 'lines'>,
  allowance: Allowance,
  purpose: Purpose,
): Attribute[] {
  const said: Attribute[] = []
  for (const line of compiled(profile)) {
    if (!line.on.includes(purpose) || !applies(line, allowance)) continue
    for (const value of valuesOf(line, allowance)) {
      if (typeof value === 'object') continue
      said.push({ name: line.attribute, value, ...(line.tag !== null && { tag: line.tag }) })
    }
  }
  return said
}

/**
 * How a live session gets from one allowance to another: attributes that this make of router takes while a session
 * lasts, or a new session. Something that was said and is said no longer needs a new one, too: no make takes an
 * attribute back.
 */
export function changeNeeds(
  profile: Pick<VendorProfile, 'lines' | 'changes'>,
  before: Allowance,
  after: Allowance,
): 'nothing' | 'coa' | 'new-session' {
  const was = textsOf(renderProfile(profile, before, 'accept'))
  const is = textsOf(renderProfile(profile, after, 'accept'))
  const isSame = was.size === is.size && [...was].every((text) => is.has(text))
  if (isSame) return 'nothing'
  if (profile.changes !== 'coa') return 'new-session'
  const carried = new Set(renderProfile(profile, after, 'coa').map(({ name }) => name))
  const differing = [
    ...[...was].filter((text) => !is.has(text)),
    ...[...is].filter((text) => !was.has(text)),
  ].map((text) => text.slice(0, text.indexOf('=')))
  return differing.every((name) => carried.has(name)) ? 'coa' : 'new-session'
}

/**
 * What is wrong with a profile, for the person who edits it; with an allowance also what that one brings to light.
 * `isKnown` asks the dictionaries.
 */
export function problemsOf(
  profile: Pick<VendorProfile, 'lines'>,
  { allowance, isKnown }: { allowance: Allowance; isKnown: (attribute: string) => boolean },
): ProfileProblem[] {
  return compiled(profile).flatMap((line, index) => {
    const about = (kind: ProfileProblem['kind'], what: string) => [{ line: index, kind, what }]
    if (!isKnown(line.attribute)) return about('unknown-attribute', line.attribute)
    const stranger = [...line.facts, line.when, line.unless].find(
      (name) => name !== null && !isFact(name),
    )
    if (stranger) return about('unknown-fact', stranger)
    if (line.facts.filter((name) => isList(name, allowance)).length > 1) {
      return about('two-lists', line.value)
    }
    return valuesOf(line, allowance).flatMap((value) =>
      typeof value === 'object' ? about(value.wrong, value.text) : [],
    )
  })
}

type Compiled = ProfileLine & {
  /** Text and facts by turns, text first. */
  readonly texts: readonly string[]
  readonly facts: readonly string[]
}

/** A router's profile is rendered for every session that begins; taking its lines apart is done once. */
const held = new WeakMap<object, readonly Compiled[]>()

function compiled(profile: Pick<VendorProfile, 'lines'>): readonly Compiled[] {
  const known = held.get(profile)
  if (known) return known
  const lines = profile.lines.map((line) => {
    const parts = line.value.split(/\{(\w*)\}/)
    return {
      ...line,
      texts: parts.filter((_, place) => place % 2 === 0),
      facts: parts.filter((_, place) => place % 2 === 1),
    }
  })
  held.set(profile, lines)
  return lines
}

function applies(line: Compiled, allowance: Allowance): boolean {
  if (line.when !== null && !isThere(line.when, allowance)) return false
  return line.unless === null || !isThere(line.unless, allowance)
}

function isThere(name: string, allowance: Allowance): boolean {
  const value = factOf(name, allowance)
  return value !== undefined && !(Array.isArray(value) && value.length === 0)
}

function factOf(name: string, allowance: Allowance): FactValue {
  return isFact(name) ? FACTS[name](allowance) : undefined
}

function isList(name: string, allowance: Allowance): boolean {
  return Array.isArray(factOf(name, allowance))
}

type Wrong = { wrong: 'not-a-number' | 'too-long'; text: string }

/** None when a fact is missing. What cannot be sent is said to be wrong, and is not sent. */
function valuesOf(line: Compiled, allowance: Allowance): (string | number | Wrong)[] {
  let texts = [line.texts[0] ?? '']
  for (const [place, name] of line.facts.entries()) {
    const value = factOf(name, allowance)
    if (value === undefined) return []
    const entries = typeof value === 'object' ? value : [String(value)]
    const then = line.texts[place + 1] ?? ''
    texts = texts.flatMap((text) => entries.map((entry) => text + entry + then))
  }
  return texts.map((text) => (line.as === 'integer' ? integer(text) : short(text)))
}

/** A speed above what 32 bits hold (4.29 Gbit/s) is as good as the most that they hold. */
function integer(text: string): number | Wrong {
  if (!/^\d{1,19}$/.test(text)) return { wrong: 'not-a-number', text }
  return Math.min(Number(text), INTEGER_MAX)
}

function short(text: string): string | Wrong {
  return new TextEncoder().encode(text).length <= VALUE_BYTES_MAX
    ? text
    : { wrong: 'too-long', text }
}

function textsOf(attributes: readonly Attribute[]): Set<string> {
  return new Set(
    attributes
      .filter(({ name }) => !PER_SESSION.has(name))
      .map(({ name, value, tag }) => `${name}=${tag ?? ''}:${value}`),
  )
}

/** These differ from session to session without anything having changed. */
const PER_SESSION = new Set(['Class', 'Acct-Interim-Interval', 'Session-Timeout'])

/** Every fact with its value, for the editor. */
export function factsFor(allowance: Allowance): { name: FactName; value: string | null }[] {
  return Object.keys(FACTS)
    .filter(isFact)
    .map((name) => {
      const value = FACTS[name](allowance)
      const text = typeof value === 'object' ? value.join(', ') : String(value ?? '')
      return { name, value: text === '' ? null : text }
    })
}
