import { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Arrived } from '#platform/http/parse.ts'
import { badIfMatch } from '#platform/http/refusals.ts'
import { definitionOf } from '#platform/http/strict.ts'

/**
 * Things that count their versions say it as ETag, and take it back as If-Match instead of the field `version`
 * (RFC 9110 §8.8.3, §13.1.1). Answers are `no-store`, so the tag says which version was seen and saves nobody a download.
 */
const versioned = z.object({ version: z.int() })

/** Makes the function that reads an answer's ETag, for endpoints that reply with a version. */
export function etagReader({ reply, kind }: Endpoint): (text: string) => string | undefined {
  if (kind !== undefined && kind !== 'json') return () => undefined
  if (!namesVersion(reply)) return () => undefined
  return (text) => {
    const answered = versioned.safeParse(JSON.parse(text))
    return answered.success ? `"${answered.data.version}"` : undefined
  }
}

export function takesIfMatch({ method, input }: Pick<Endpoint, 'method' | 'input'>): boolean {
  return method !== 'GET' && namesVersion(input)
}

/** What arrived, with the version of If-Match in its place; one in the body as well must be the same. */
export function withIfMatch(endpoint: Endpoint, arrived: Arrived, header?: string): Arrived {
  if (header === undefined || !takesIfMatch(endpoint)) return arrived
  const version = Number(/^"(\d{1,15})"$/.exec(header.trim())?.[1] ?? NaN)
  if (Number.isNaN(version)) throw badIfMatch()
  const { query, body } = arrived
  if (endpoint.method === 'DELETE')
    return new URLSearchParams(query).has('version')
      ? arrived
      : { ...arrived, query: `${query}${query && '&'}version=${version}` }
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
    return arrived
  const given = body !== undefined && 'version' in body ? body.version : version
  if (given !== version) throw badIfMatch()
  return { ...arrived, body: { ...body, version } }
}

/** Who asked with If-Match is told in HTTP's own words that it did not match: 412. */
export function asPrecondition(error: unknown): unknown {
  if (!(error instanceof Refusal) || !error.code.endsWith('.stale')) return error
  return new Refusal(error.code, 412, error.message, error.facts, error.issues)
}

function namesVersion(schema: z.ZodType): boolean {
  const def = definitionOf(schema)
  return def.type === 'object' && 'version' in def.shape
}
