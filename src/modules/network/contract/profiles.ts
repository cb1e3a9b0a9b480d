import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { longText, text } from '#kernel/text.ts'
import { allowance } from './allowance.ts'
import { author, instant, version } from './shapes.ts'

/** `accept`: when a session begins. `coa`: when a live one changes. */
export const PURPOSES = ['accept', 'coa'] as const
export type Purpose = (typeof PURPOSES)[number]

/** One attribute that is said to the router, if every fact that it names is there. */
export const profileLine = z.object({
  /** As the dictionaries name it: `Mikrotik-Rate-Limit`. */
  attribute: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z][A-Za-z0-9._/-]{0,79}$/,
      'A name as in the dictionaries: Mikrotik-Rate-Limit.',
    ),
  /** `integer` is kept within 32 bits, `text` is sent as written. */
  as: z.enum(['text', 'integer']),
  /** Text with facts in braces: `{down_kbps}/{up_kbps}`. */
  value: z.string().trim().min(1, 'Say what is sent.').max(500),
  on: z.array(z.enum(PURPOSES)).min(1, 'Choose when it is sent.').max(PURPOSES.length),
  /** RFC 2868 §3: groups attributes that belong together. */
  tag: z.int().min(1).max(31).nullable(),
  /** Only if this fact is there; only if it is not. */
  when: z.string().max(60).nullable(),
  unless: z.string().max(60).nullable(),
})
export type ProfileLine = z.infer<typeof profileLine>

const document = {
  make: text({ max: 60 }),
  about: longText({ max: 1000 }),
  /** `coa`: takes new attributes while a session lasts. `disconnect`: only ends sessions. `nothing`: not even that. */
  changes: z.enum(['coa', 'disconnect', 'nothing']),
  coaPort: z.int().min(1).max(65535),
  /** What tells the router which session is meant; all that are known are sent. */
  sessionKeys: z.array(z.string().trim().min(1).max(80)).min(1).max(8),
  lines: z.array(profileLine).min(1, 'A profile says something.').max(100),
}

/** What is said to one make of router. */
export const vendorProfile = z.object({ ...document })
export type VendorProfile = z.infer<typeof vendorProfile>

/** A profile that Kasi brings goes by a word, one of ours by its id. */
export const profileRef = z.string().min(1).max(60)

export const profileRow = z.object({
  ref: profileRef,
  name: z.string(),
  origin: z.enum(['kasi', 'own']),
  copiedFrom: z.string().nullable(),
  ...document,
  /** Routers in service that use it. */
  routers: z.int(),
  version: version.nullable(),
  changedAt: instant.nullable(),
  changedBy: author.nullable(),
})
export type ProfileRow = z.infer<typeof profileRow>

export const listProfiles = endpoint({
  name: 'network.list-profiles',
  method: 'GET',
  path: '/api/router-profiles',
  access: 'network.read',
  reach: 'site',
  summary: 'Vendor profiles: what is said to each make of router.',
  input: nothing,
  reply: z.object({ items: z.array(profileRow) }),
})

const fields = z.object({ name: text({ max: 80 }), ...document })

export const copyProfile = endpoint({
  name: 'network.copy-profile',
  method: 'POST',
  path: '/api/router-profiles',
  access: 'network.change-profiles',
  summary: 'Makes a profile of our own from another one.',
  input: z.object({ from: profileRef, name: text({ max: 80 }) }),
  reply: profileRow,
})

export const changeProfile = endpoint({
  name: 'network.change-profile',
  method: 'PUT',
  path: '/api/router-profiles/:profileId',
  access: 'network.change-profiles',
  summary: 'Changes a profile of our own.',
  input: fields.extend({ profileId: id, version }),
  reply: profileRow,
})

export const removeProfile = endpoint({
  name: 'network.remove-profile',
  method: 'DELETE',
  path: '/api/router-profiles/:profileId',
  access: 'network.change-profiles',
  summary: 'Removes a profile of our own that no router uses.',
  input: z.object({ profileId: id }),
  reply: nothing,
})

export const attribute = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number()]),
  tag: z.int().optional(),
})
/** One attribute of a reply, by its name in the dictionaries. */
export type Attribute = z.infer<typeof attribute>

const problem = z.object({
  /** Which line, counted from 0. */
  line: z.int(),
  kind: z.enum(['unknown-fact', 'not-a-number', 'too-long', 'two-lists', 'unknown-attribute']),
  what: z.string(),
})
export type ProfileProblem = z.infer<typeof problem>

export const previewProfile = endpoint({
  name: 'network.preview-profile',
  method: 'POST',
  path: '/api/router-profiles/preview',
  access: 'network.read',
  summary: 'What a profile says for an allowance, without saying it to anybody.',
  input: z.object({ profile: vendorProfile, allowance }),
  reply: z.object({
    accept: z.array(attribute),
    coa: z.array(attribute),
    problems: z.array(problem),
    /** Every fact that lines may name, with its value for this allowance. */
    facts: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
  }),
})
