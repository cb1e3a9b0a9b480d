import type {
  Allowance,
  Attribute as Said,
  Purpose,
  VendorProfile,
} from '#modules/network/contract.ts'
import { renderProfile } from '#modules/network/index.ts'
import { encodePair } from '#radius/dictionary/encode.ts'
import { dictionary } from '#radius/dictionary/load.ts'
import { parseValue } from '#radius/dictionary/text.ts'

/** Facts that differ from session to session; all others are those of a plan at a moment, which thousands share. */
const OF_SESSION = ['session_s', 'interim_s', 'class', 'quota'] as const
type OfSession = Pick<Allowance, (typeof OF_SESSION)[number]>

/** Facts that belong to one service; lines of profiles ask for their absence, so they cannot be left for later. */
const OF_SERVICE = [
  'ipv4',
  'ipv6Address',
  'ipv6Prefix',
  'delegatedPrefix',
  'routes',
  'ipv6Routes',
] as const

/**
 * The octets of all attributes that say an allowance in the words of a make of router. What thousands of
 * sessions are told alike is rendered and encoded once.
 */
export class AttributeOctets {
  private readonly kept = new WeakMap<VendorProfile, Map<string, Buffer>>()
  private readonly onProblem: (what: string) => void

  /** `onProblem`: a line of a profile cannot be sent; the others are. */
  constructor(onProblem: (what: string) => void) {
    this.onProblem = onProblem
  }

  for(profile: VendorProfile, allowance: Allowance, purpose: Purpose): Buffer {
    if (purpose === 'coa' || isOwn(allowance) || mixes(profile))
      return this.encode(renderProfile(profile, allowance, purpose))
    const { session_s, interim_s, class: name, quota, ...shared } = allowance
    const own: OfSession = {
      ...(session_s !== undefined && { session_s }),
      ...(interim_s !== undefined && { interim_s }),
      ...(name !== undefined && { class: name }),
      ...(quota !== undefined && { quota }),
    }
    const ofSession = this.encode(renderProfile(linesOfSession(profile), own, purpose))
    return Buffer.concat([this.shared(profile, shared, purpose), ofSession])
  }

  private shared(profile: VendorProfile, shared: Allowance, purpose: Purpose): Buffer {
    const known = this.kept.get(profile) ?? new Map<string, Buffer>()
    this.kept.set(profile, known)
    const key = JSON.stringify(shared)
    const before = known.get(key)
    if (before) return before
    // Speeds come from plans, of which there are hundreds; a caller with a mistake could bring any number.
    if (known.size >= 10_000) known.clear()
    const made = this.encode(renderProfile(profile, shared, purpose))
    known.set(key, made)
    return made
  }

  private encode(said: readonly Said[]): Buffer {
    return Buffer.concat(said.map((one) => this.octetsOf(one)).filter((octets) => octets !== null))
  }

  private octetsOf({ name, value, tag }: Said): Buffer | null {
    const attribute = dictionary().named.get(name)
    if (!attribute) return this.problem(`${name} is in no dictionary`)
    const typed = parseValue(attribute, String(value))
    if (typed === undefined) return this.problem(`${name} cannot be ${String(value)}`)
    const octets = encodePair({ attribute, value: typed, ...(tag !== undefined && { tag }) })
    return typeof octets === 'string' ? this.problem(`${name}: ${octets}`) : octets
  }

  private problem(what: string): null {
    this.onProblem(what)
    return null
  }
}

function isOwn(allowance: Allowance): boolean {
  return OF_SERVICE.some((fact) => allowance[fact] !== undefined)
}

const FACTS_OF_SESSION = /\{(?:session_s|interim_s|class|quota_\w+)\}/
const OTHER_FACTS = /\{(?!session_s|interim_s|class|quota_)\w+\}/
const mixed = new WeakMap<VendorProfile, boolean>()

/** Whether a line of this profile says something of a session and something shared in one breath. */
function mixes(profile: VendorProfile): boolean {
  const known = mixed.get(profile)
  if (known !== undefined) return known
  const isOfBoth = profile.lines.some(
    ({ value, when, unless }) =>
      FACTS_OF_SESSION.test(value) && (OTHER_FACTS.test(value) || when !== null || unless !== null),
  )
  const refersToSession = profile.lines.some(({ when, unless }) =>
    [when, unless].some((fact) => fact !== null && FACTS_OF_SESSION.test(`{${fact}}`)),
  )
  mixed.set(profile, isOfBoth || refersToSession)
  return isOfBoth || refersToSession
}

const sessionLines = new WeakMap<VendorProfile, Pick<VendorProfile, 'lines'>>()

/** The few lines that say something of the session itself; all others are said once, with what is shared. */
function linesOfSession(profile: VendorProfile): Pick<VendorProfile, 'lines'> {
  const known = sessionLines.get(profile)
  if (known) return known
  const lines = profile.lines.filter(({ value }) => FACTS_OF_SESSION.test(value))
  sessionLines.set(profile, { lines })
  return { lines }
}
