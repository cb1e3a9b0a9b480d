import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, nothing, type Endpoint } from '#kernel/endpoint.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { openApi, type OpenApi } from '#platform/http/openapi.ts'
import * as webhooks from '#platform/webhooks/contract.ts'

const boat = z.object({ id: z.uuid(), name: z.string(), length: z.number().nullable() })
const list = listEndpoint({
  name: 'harbour.list-boats',
  path: '/api/boats',
  access: 'harbour.read',
  summary: 'Boats.',
  sorts: ['name'],
  defaultSort: 'name',
  filters: { kind: anyOf(z.enum(['sail', 'motor'])) },
  item: boat,
})
const launch = endpoint({
  name: 'harbour.launch-boat',
  method: 'PUT',
  path: '/api/boats/:boatId',
  access: 'harbour.change',
  summary: 'Launches one.',
  stepUp: true,
  input: z.object({
    boatId: z.uuid(),
    name: z.string().min(1),
    crew: z.array(z.object({ name: z.string() })).default([]),
    extra: z.json().optional(),
  }),
  reply: boat,
})
const watch = endpoint({
  name: 'harbour.watch',
  method: 'GET',
  path: '/api/boats/live',
  access: 'anyone',
  kind: 'stream',
  summary: 'Live.',
  input: nothing,
  reply: z.object({ boatId: z.uuid() }),
})

function documentOf(endpoints: Endpoint[]): OpenApi {
  const routes = endpoints.map((one) => ({ endpoint: one, handle: async () => ({}) }))
  return openApi({
    manifests: [{ name: 'harbour', routes }],
    version: '1.2.3',
    origin: 'https://isp.example',
    cookie: '__Host-kasi',
  })
}

const contracts = Object.values(webhooks).filter(
  (value): value is Endpoint & typeof value => typeof value === 'object' && 'method' in value,
)
const document = documentOf([list, launch, watch, ...contracts])

/** The rules of https://spec.openapis.org/oas/3.1/schema/2022-10-07 that a document can break. */
function violations(given: OpenApi): string[] {
  const wrong: string[] = []
  const names = new Set<string>()
  if (!/^3\.1\.\d+$/.test(given.openapi)) wrong.push('openapi is 3.1.x')
  if (!given.info.title || !given.info.version) wrong.push('info has a title and a version')
  for (const [path, methods] of Object.entries(given.paths)) {
    if (!path.startsWith('/')) wrong.push(`${path} starts with /`)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const [method, operation] of Object.entries(methods)) {
      const at = `${method} ${path}`
      if (!['get', 'put', 'post', 'delete', 'patch'].includes(method)) wrong.push(`${at}: method`)
      if (names.has(operation.operationId)) wrong.push(`${at}: operationId is unique`)
      names.add(operation.operationId)
      const declared = operation.parameters.filter((p) => p.in === 'path').map((p) => p.name)
      if (declared.toSorted().join() !== inPath.toSorted().join())
        wrong.push(`${at}: path parameters ${inPath.join()} are declared`)
      const keys = operation.parameters.map((p) => `${p.in} ${p.name}`)
      if (new Set(keys).size !== keys.length) wrong.push(`${at}: parameters are unique`)
      for (const p of operation.parameters) {
        if (p.in === 'path' && !p.required) wrong.push(`${at}: path parameters are required`)
        if (!p.schema) wrong.push(`${at}: ${p.name} has a schema`)
      }
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!/^[1-5]\d\d$/.test(status)) wrong.push(`${at}: status ${status}`)
        if (!response.description) wrong.push(`${at}: ${status} has a description`)
      }
      for (const scheme of operation.security.flatMap((one) => Object.keys(one)))
        if (!(scheme in given.components.securitySchemes)) wrong.push(`${at}: scheme ${scheme}`)
    }
  }
  JSON.stringify(given, (key, value: unknown) => {
    if (key === '$ref' && !(typeof value === 'string' && resolves(given, value)))
      wrong.push(`$ref ${String(value)}`)
    if (key === '$schema' || key === '$defs' || key === '~standard')
      wrong.push(`${key} inside the document`)
    return value
  })
  return wrong
}

function resolves(given: unknown, ref: string): boolean {
  let at: unknown = given
  for (const part of ref.replace('#/', '').split('/'))
    at =
      typeof at === 'object' && at !== null
        ? Object.getOwnPropertyDescriptor(at, part)?.value
        : undefined
  return at !== undefined
}

test('the document keeps the rules of OpenAPI 3.1', () => {
  expect(violations(document)).toEqual([])
})

test('and the check of those rules can fail', () => {
  const broken: OpenApi = structuredClone(document)
  const put = broken.paths['/api/boats/{boatId}']?.put
  if (put)
    put.parameters = [{ name: 'x', in: 'query', required: true, schema: { $ref: '#/nowhere' } }]
  expect(violations(broken)).toEqual([
    'put /api/boats/{boatId}: path parameters boatId are declared',
    '$ref #/nowhere',
  ])
})

test('a list is a page with its parameters, and CSV', () => {
  const get = document.paths['/api/boats']?.get
  expect(get?.parameters.map(({ name }) => name)).toEqual([
    'q',
    'sort',
    'cursor',
    'limit',
    'format',
    'kind',
  ])
  expect(get?.parameters.find(({ name }) => name === 'kind')?.schema).toMatchObject({
    type: 'array',
    items: { enum: ['sail', 'motor'] },
  })
  expect(Object.keys(get?.responses['200']?.content ?? {})).toEqual([
    'application/json',
    'text/csv',
  ])
  expect(get?.security).toEqual([{ session: [] }, { apiKey: [] }])
})

test('a write has its body, its key, its problems and who may', () => {
  const put = document.paths['/api/boats/{boatId}']?.put
  const body = put?.requestBody?.content['application/json']?.schema
  expect(Object.keys(body?.properties ?? {})).toEqual(['name', 'crew', 'extra'])
  expect([body?.required, body?.additionalProperties]).toEqual([['name'], false])
  expect(put?.parameters.map((p) => `${p.in} ${p.name}`)).toEqual([
    'path boatId',
    'header Idempotency-Key',
  ])
  expect(Object.keys(put?.responses ?? {})).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '422',
    '429',
    '500',
    '503',
  ])
  expect([put?.['x-kasi-access'], put?.['x-kasi-step-up']]).toEqual(['harbour.change', true])
})

test('what needs no sign-in says so, and a stream is a stream', () => {
  const get = document.paths['/api/boats/live']?.get
  expect(get?.security).toEqual([])
  expect(Object.keys(get?.responses['200']?.content ?? {})).toEqual(['text/event-stream'])
})
