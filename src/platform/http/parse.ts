import type { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import type { FieldIssue } from '#kernel/refusal.ts'
import { invalidInput, unreadableAddress, unreadableBody } from '#platform/http/refusals.ts'
import { strictly, textKinds } from '#platform/http/strict.ts'

const QUERY_FIELDS_MAX = 500
/** Deeper than any contract; bounds the walk over a hostile body. */
const DEPTH_MAX = 64
const ISSUES_MAX = 50

/** What arrived, before anybody knows what it means. */
export type Arrived = {
  readonly path: Readonly<Record<string, string>>
  readonly query: string
  /** Parsed JSON, or undefined where there was no body. */
  readonly body: unknown
}

/**
 * Compiles a contract into the one function that turns a request into a handler's input. It refuses,
 * with the field's name: unknown fields, a field given twice, NUL and broken characters, and whatever the
 * contract refuses. `look` sees the input before any of that, to refuse what is not the caller's to name:
 * whether a site exists or a field is wrong is nobody's business who may not see the site.
 */
export function inputParser(
  endpoint: Endpoint,
): (arrived: Arrived, look: (given: unknown) => void) => unknown {
  const schema = strictly(endpoint.input)
  const kinds = textKinds(endpoint.input)
  const fromQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE'

  return ({ path, query, body }, look) => {
    const given: Record<string, unknown> = Object.create(null)
    const issues: FieldIssue[] = []
    for (const [name, text] of Object.entries(path)) given[name] = fromText(kinds.get(name), text)

    if (fromQuery) readQuery(query, kinds, given, issues)
    else {
      if (query !== '') issues.push(...queryNotWanted(query))
      readBody(body, given, issues)
    }
    look(given)
    findBrokenText(given, '', 0, issues)
    if (issues.length > 0) throw invalidInput({}, issues.slice(0, ISSUES_MAX))

    // A prototype-less object is no "plain object" to every zod check, so it is copied into one.
    const parsed = schema.safeParse({ ...given })
    if (parsed.success) return parsed.data
    throw invalidInput({}, issuesOf(parsed.error).slice(0, ISSUES_MAX))
  }
}

function fromText(kind: string | undefined, text: string): unknown {
  // Only what JSON would also call a number; `Number('')` and `Number('0x10')` are traps.
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function readQuery(
  query: string,
  kinds: ReadonlyMap<string, string>,
  given: Record<string, unknown>,
  issues: FieldIssue[],
): void {
  const seen = new Set<string>()
  for (const [name, text] of queryFields(query)) {
    if (name === '__proto__') {
      issues.push({ path: name, message: 'This field is not known here.' })
      continue
    }
    const earlier = given[name]
    if (kinds.get(name) === 'list') {
      if (Array.isArray(earlier)) earlier.push(text)
      else given[name] = [text]
    } else if (earlier !== undefined || seen.has(name))
      issues.push({ path: name, message: 'This field is given more than once.' })
    else given[name] = fromText(kinds.get(name), text)
    seen.add(name)
  }
}

/** Splits and decodes a query string (WHATWG URL §5.1), but refuses what is not UTF-8 instead of mending it. */
export function queryFields(query: string): [string, string][] {
  if (query === '') return []
  const parts = query.split('&').filter((part) => part !== '')
  if (parts.length > QUERY_FIELDS_MAX)
    throw unreadableAddress({ why: `it has more than ${QUERY_FIELDS_MAX} fields` })
  return parts.map((part) => {
    const at = part.indexOf('=')
    return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
  })
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    throw unreadableAddress({ why: `“${part.slice(0, 60)}” is not UTF-8 in percent encoding` })
  }
}

function queryNotWanted(query: string): FieldIssue[] {
  return queryFields(query).map(([name]) => ({
    path: name,
    message: 'This field belongs into the body, not into the address.',
  }))
}

function readBody(body: unknown, given: Record<string, unknown>, issues: FieldIssue[]): void {
  if (body === undefined) return
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw unreadableBody({ why: 'not a JSON object' })
  for (const [name, value] of Object.entries(body)) {
    if (name === '__proto__') issues.push({ path: name, message: 'This field is not known here.' })
    else if (name in given)
      issues.push({ path: name, message: 'This field is already given by the address.' })
    else given[name] = value
  }
}

/** NUL has no place in PostgreSQL text, and half a surrogate pair has no UTF-8 form (RFC 3629 §3). */
function findBrokenText(value: unknown, path: string, depth: number, issues: FieldIssue[]): void {
  if (issues.length >= ISSUES_MAX) return
  if (typeof value === 'string') {
    const why = wrongWith(value)
    if (why) issues.push({ path, message: why })
  } else if (typeof value === 'object' && value !== null) {
    if (depth > DEPTH_MAX) throw unreadableBody({ why: `nested deeper than ${DEPTH_MAX} levels` })
    for (const [name, part] of Object.entries(value)) {
      const inside = path === '' ? name : `${path}.${name}`
      const why = name === '__proto__' ? 'This field is not known here.' : wrongWith(name)
      if (why) issues.push({ path: why === undefined ? inside : printable(inside), message: why })
      findBrokenText(part, inside, depth + 1, issues)
    }
  }
}

function wrongWith(text: string): string | undefined {
  if (text.includes('\u0000')) return 'This text has a NUL character. Type it again.'
  if (!text.isWellFormed()) return 'This text has a broken character. Type it again.'
  return undefined
}

function printable(text: string): string {
  return text.replaceAll('\u0000', '␀').toWellFormed()
}

export function issuesOf(error: z.ZodError): FieldIssue[] {
  return error.issues.flatMap((issue): FieldIssue[] => {
    const path = issue.path.map(String).join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        message: 'This field is not known here.',
      }))
    return [{ path, message: issue.message }]
  })
}

/** Reads a JSON body: UTF-8 without repair, and a sentence that says where it broke. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw unreadableBody({ why: 'not valid UTF-8' })
  }
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(said)?.[1]
    throw unreadableBody({ why: at ? `not valid JSON at character ${at}` : 'not valid JSON' })
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
