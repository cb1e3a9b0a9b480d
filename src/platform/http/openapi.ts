import { z } from 'zod'
import { QUERY_HEADER, type Endpoint } from '#kernel/endpoint.ts'
import { problem } from '#kernel/problem.ts'
import { definitionOf, strictly } from '#platform/http/strict.ts'
import { takesIfMatch } from '#platform/http/versions.ts'
import type { Manifest } from '#platform/manifest.ts'

/** JSON Schema 2020-12 as zod writes it; only what we read of it is typed. */
export type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  description?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  additionalProperties?: boolean | Schema
  $ref?: string
  $defs?: Record<string, Schema>
}

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: Schema
  description?: string
  explode?: boolean
}

export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, Response>
  'x-kasi-access': string
  /** `site`: the permission at some sites is enough, and the call reaches those only. */
  'x-kasi-reach'?: 'site'
  'x-kasi-step-up'?: boolean
}

type Response = {
  description: string
  headers?: Record<string, { description: string; schema: Schema }>
  content?: Record<string, { schema: Schema }>
}

export type OpenApi = {
  openapi: '3.1.1'
  jsonSchemaDialect: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> }
}

export type OpenApiOptions = {
  readonly manifests: readonly Manifest[]
  readonly version: string
  readonly origin: string
  /** Name of the session cookie. */
  readonly cookie: string
}

/** OpenAPI 3.1 out of the contracts: nothing in it is written down a second time. */
export function openApi({ manifests, version, origin, cookie }: OpenApiOptions): OpenApi {
  const endpoints = manifests.flatMap(({ routes = [] }) => routes.map(({ endpoint }) => endpoint))
  const paths: OpenApi['paths'] = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Kasi',
      version,
      description:
        'Everything that the screens of Kasi do goes through this API. Every answer that is not a success is an RFC 9457 problem with a stable `code`.',
    },
    servers: [{ url: origin }],
    tags: [...new Set(endpoints.map(roomOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem) },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: cookie,
          description: 'The session of a member of staff, from signing in.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, with the permissions that it was given.',
        },
      },
    },
  }
}

export function roomOf({ name }: Endpoint): string {
  return name.split('.', 1)[0] ?? name
}

function operationOf(endpoint: Endpoint): Operation {
  const { method, access } = endpoint
  const isWrite = method !== 'GET'
  const fields = fieldsOf(endpoint.input)
  const inPath = new Set([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name))
  const rest = fields.filter(({ name }) => !inPath.has(name))
  const inQuery = method === 'GET' || method === 'DELETE'
  return {
    operationId: endpoint.name,
    tags: [roomOf(endpoint)],
    summary: endpoint.summary,
    ...describe(endpoint),
    security: access === 'anyone' ? [] : [{ session: [] }, { apiKey: [] }],
    parameters: [
      ...fields
        .filter(({ name }) => inPath.has(name))
        .map(({ name, schema }) => ({ name, in: 'path' as const, required: true, schema })),
      ...(inQuery ? rest.map(queryParameter) : []),
      ...(inQuery && endpoint.personal && rest.length > 0 ? [QUERY] : []),
      ...(isWrite && access !== 'anyone' ? [IDEMPOTENCY_KEY] : []),
      ...(takesIfMatch(endpoint) ? [IF_MATCH] : []),
    ],
    ...(!inQuery && { requestBody: bodyOf(rest) }),
    responses: { '200': success(endpoint), ...failures(endpoint) },
    'x-kasi-access': access,
    ...(endpoint.reach === 'site' && { 'x-kasi-reach': 'site' as const }),
    ...(endpoint.stepUp && { 'x-kasi-step-up': true }),
  }
}

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description:
    'Makes a repeated write take effect once: the same key with the same content is answered the same for 24 hours, with other content it is refused.',
}

const QUERY: Parameter = {
  name: QUERY_HEADER,
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description:
    'The query string or a part of it, as it would stand in the address: there a search for a name or a phone would be kept by proxies.',
}

const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string', pattern: '^"\\d+"$' },
  description: 'The ETag of what was read, instead of the field `version`.',
}

function describe({ kind, personal, stepUp }: Endpoint): { description?: string } {
  const sentences = [
    kind === 'list' &&
      'A list: `sort` with - in front is descending, `cursor` is the `next` of the page before, `format=csv` streams all pages as one file.',
    kind === 'stream' &&
      'Server-sent events. Come back with Last-Event-ID; on `resync`, read again.',
    personal && 'Shows personal data: every call is in the audit trail.',
    stepUp && 'Asks for a proof of identity of the last minutes.',
  ].filter((sentence) => typeof sentence === 'string')
  return sentences.length > 0 ? { description: sentences.join(' ') } : {}
}

type Field = { name: string; required: boolean; schema: Schema }

function fieldsOf(input: z.ZodType): Field[] {
  const whole = jsonSchema(strictly(input), 'input')
  const def = definitionOf(input)
  if (def.type !== 'object') return []
  return Object.entries(def.shape).map(([name, field]) => ({
    name,
    required: whole.required?.includes(name) ?? false,
    schema: jsonSchema(strictly(asAccepted(field)), 'input'),
  }))
}

/** `preprocess` accepts anything in theory; what it is meant for is told by what follows it. */
function asAccepted(schema: z.core.$ZodType): z.ZodType {
  const def = definitionOf(schema)
  const isPreprocess = def.type === 'pipe' && definitionOf(def.in).type === 'transform'
  return (isPreprocess ? def.out : schema) as z.ZodType
}

function queryParameter({ name, required, schema }: Field): Parameter {
  return {
    name,
    in: 'query',
    required,
    schema,
    ...(schema.type === 'array' && { explode: true }),
  }
}

function bodyOf(fields: readonly Field[]): NonNullable<Operation['requestBody']> {
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
          ...(required.length > 0 && { required }),
          additionalProperties: false,
        },
      },
    },
  }
}

function success({ kind, reply, method }: Endpoint): Response {
  const json = { 'application/json': { schema: jsonSchema(reply, 'input') } }
  const csv = { 'text/csv': { schema: { type: 'string' } } }
  switch (kind) {
    case 'list':
      return { description: 'One page, or the whole list as CSV.', content: { ...json, ...csv } }
    case 'stream':
      return {
        description: 'Messages, each of this form, as they happen.',
        content: { 'text/event-stream': { schema: jsonSchema(reply, 'input') } },
      }
    case 'file':
      return { description: 'The file.', content: { '*/*': { schema: { type: 'string' } } } }
    default:
      return {
        description: 'Done.',
        ...(method !== 'GET' && {
          headers: {
            'Idempotency-Replayed': {
              description: '`true` when this is the stored reply of an earlier call.',
              schema: { type: 'string' },
            },
          },
        }),
        content: json,
      }
  }
}

const PROBLEM = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
} satisfies Response['content']
const WAIT = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' } },
} satisfies Response['headers']

function failures(endpoint: Endpoint): Record<string, Response> {
  const { access, method } = endpoint
  const isWrite = method !== 'GET'
  return {
    '400': { description: 'Some of what was sent cannot be used.', content: PROBLEM },
    ...(access !== 'anyone' && {
      '401': { description: 'Not signed in.', content: PROBLEM },
      '403': { description: 'Not allowed.', content: PROBLEM },
    }),
    '404': { description: 'There is no such thing, or it is not yours to see.', content: PROBLEM },
    ...(isWrite && {
      '409': { description: 'Refused as things are now.', headers: WAIT, content: PROBLEM },
      ...(takesIfMatch(endpoint) && {
        '412': { description: 'If-Match names an older version.', content: PROBLEM },
      }),
      '413': { description: 'The body is too large.', content: PROBLEM },
      '415': { description: 'The body is not JSON.', content: PROBLEM },
      '422': { description: 'The Idempotency-Key was used for something else.', content: PROBLEM },
    }),
    '429': { description: 'Too many calls.', headers: WAIT, content: PROBLEM },
    '500': { description: 'Something broke on our side.', content: PROBLEM },
    '503': { description: 'Not available right now.', headers: WAIT, content: PROBLEM },
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  })
  return lifted(rest as Schema)
}

/**
 * zod points at `#/$defs/…` of the schema it wrote, which inside a larger document is another place. Only
 * schemas that contain themselves (`z.json()`) have such parts; they are shown as "anything".
 */
function lifted(schema: Schema): Schema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$defs') return undefined
    if (typeof value === 'object' && value !== null && '$ref' in value) return {}
    return value
  })
  const made: Schema = JSON.parse(text)
  return made
}
