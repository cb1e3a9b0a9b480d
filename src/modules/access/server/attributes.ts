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
import type { PacketWriter } from '#radius/writer.ts'
import { type OfSession, sessionWords, type SessionWord } from './session-words.ts'

/** Facts of a session or a service of its own, as lines of profiles name them; all others are those of a plan at a moment, which thousands share. */
const NAMES_OWN =
  /\{(?:session_s|interim_s|class|quota_\w+|ipv4|ipv6_address|ipv6_prefix|delegated_prefix|route|ipv6_route)\}/

/**
 * The octets of all attributes that say an allowance in the words of a make of router. What thousands of sessions
 * are told alike is rendered and encoded once; lines that name something of a session's own are, for each.
 */
export class AttributeOctets {
  private readonly kept = new WeakMap<VendorProfile, Map<string, Buffer>>()
  private readonly ofPlans = new WeakMap<VendorProfile, WeakMap<Allowance, Buffer>>()
  private readonly words = new WeakMap<VendorProfile, readonly SessionWord[] | null>()
  private readonly onProblem: (what: string) => void

  /** `onProblem`: a line of a profile cannot be sent; the others are. */
  constructor(onProblem: (what: string) => void) {
    this.onProblem = onProblem
  }

  for(profile: VendorProfile, allowance: Allowance, purpose: Purpose): Buffer {
    if (purpose === 'coa') return this.encode(renderProfile(profile, allowance, purpose))
    const { own, shared } = linesOf(profile)
    const ofSession = this.encode(renderProfile(own, allowance, purpose))
    return Buffer.concat([this.shared(profile, shared, allowance, purpose), ofSession])
  }

  /**
   * Appends what an Access-Accept says where a session has nothing of its own but its time and its Class. `allowance` is one object for
   * all who deserve the same, so it is known by itself, and a number or two is all that is left to write.
   */
  accept(writer: PacketWriter, profile: VendorProfile, allowance: Allowance, own: OfSession): void {
    const words = hasOwn(allowance) ? null : this.wordsOf(profile)
    if (!words) {
      writer.encoded(this.for(profile, { ...allowance, ...own }, 'accept'))
      return
    }
    writer.encoded(this.ofPlan(profile, allowance))
    for (const { type, fact } of words) {
      const value = own[fact]
      if (typeof value === 'number') writer.number(type, value)
      else if (value !== undefined) writer.text(type, value)
    }
  }

  private ofPlan(profile: VendorProfile, allowance: Allowance): Buffer {
    const known = this.ofPlans.get(profile) ?? new WeakMap<Allowance, Buffer>()
    this.ofPlans.set(profile, known)
    const before = known.get(allowance)
    if (before) return before
    const made = this.for(profile, allowance, 'accept')
    known.set(allowance, made)
    return made
  }

  private wordsOf(profile: VendorProfile): readonly SessionWord[] | null {
    const known = this.words.get(profile)
    if (known !== undefined) return known
    const words = sessionWords(profile)
    this.words.set(profile, words)
    return words
  }

  private shared(
    profile: VendorProfile,
    lines: Pick<VendorProfile, 'lines'>,
    allowance: Allowance,
    purpose: Purpose,
  ): Buffer {
    const known = this.kept.get(profile) ?? new Map<string, Buffer>()
    this.kept.set(profile, known)
    const key = keyOf(allowance)
    const before = known.get(key)
    if (before) return before
    // Speeds come from plans, of which there are hundreds; a caller with a mistake could bring any number.
    if (known.size >= 10_000) known.clear()
    const made = this.encode(renderProfile(lines, allowance, purpose))
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

/** Facts of one service: what allowances that have them say is said to nobody else. */
const OF_SERVICE = [
  ...(['quota', 'ipv4', 'ipv6Address', 'ipv6Prefix', 'delegatedPrefix'] as const),
  ...(['routes', 'ipv6Routes'] as const),
]

function hasOwn(allowance: Allowance): boolean {
  return OF_SERVICE.some((fact) => allowance[fact] !== undefined)
}

const parted = new WeakMap<VendorProfile, { own: Lines; shared: Lines }>()
type Lines = Pick<VendorProfile, 'lines'>

/** The few lines that say something of one session alone, and all others. */
function linesOf(profile: VendorProfile): { own: Lines; shared: Lines } {
  const known = parted.get(profile)
  if (known) return known
  const isOwn = ({ value }: VendorProfile['lines'][number]) => NAMES_OWN.test(value)
  const made = {
    own: { lines: profile.lines.filter(isOwn) },
    shared: { lines: profile.lines.filter((line) => !isOwn(line)) },
  }
  parted.set(profile, made)
  return made
}

/** Shared lines may ask whether something of the session's own is there, so that is part of what they are kept by. */
function keyOf(allowance: Allowance): string {
  const { session_s, interim_s, class: name, quota, ipv4, ...more } = allowance
  const { ipv6Address, ipv6Prefix, delegatedPrefix, routes, ipv6Routes, ...shared } = more
  const own = [session_s, interim_s, name, quota?.down, quota?.up, quota?.total, ipv4]
  const there = [
    ...own,
    ipv6Address,
    ipv6Prefix,
    delegatedPrefix,
    routes?.length,
    ipv6Routes?.length,
  ]
  let mask = 0
  for (const fact of there) mask = mask * 2 + (fact === undefined || fact === 0 ? 0 : 1)
  return `${mask} ${JSON.stringify(shared)}`
}
