import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { DOCS_STYLE } from '#platform/http/docs-style.ts'
import { pageHeaders } from '#platform/http/headers.ts'
import {
  openApi,
  type OpenApiOptions,
  type Operation,
  type Schema,
} from '#platform/http/openapi.ts'

type Shown = { method: string; path: string; operation: Operation }

/**
 * `/api/openapi.json`, and the same for people at `/api/docs`: plain HTML, no scripts, our own CSP. Drawn when somebody
 * first looks: it is a third of the work of a start, and most processes end without being asked.
 */
export function mountDocs(app: FastifyInstance, options: OpenApiOptions): void {
  let drawn: Drawn | undefined
  const docs = () => (drawn ??= draw(options))

  app.get('/api/openapi.json', (request, reply) => {
    const { json, etag } = docs()
    reply.headers({
      ...pageHeaders(request.protocol === 'https'),
      etag,
      'cache-control': 'no-cache',
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.header('content-type', 'application/json; charset=utf-8').send(json)
  })
  app.get('/api/docs/style.css', (request, reply) =>
    reply
      .headers({ ...pageHeaders(request.protocol === 'https'), 'cache-control': 'no-cache' })
      .header('content-type', 'text/css; charset=utf-8')
      .send(DOCS_STYLE),
  )
  for (const path of ['/api/docs', '/api/docs/:room'])
    app.get<{ Params: { room?: string } }>(path, (request, reply) => {
      const html = docs().pages.get(request.params.room ?? '')
      if (html === undefined) return reply.callNotFound()
      return reply
        .headers({ ...pageHeaders(request.protocol === 'https'), 'cache-control': 'no-cache' })
        .header('content-type', 'text/html; charset=utf-8')
        .send(html)
    })
}

type Drawn = { json: string; etag: string; pages: ReadonlyMap<string, string> }

/** `pages`: by room, and under the empty name the one that leads to them. */
function draw(options: OpenApiOptions): Drawn {
  const document = openApi(options)
  const json = JSON.stringify(document)
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`
  const shown = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
  const rooms = Map.groupBy(shown, ({ operation }) => operation.tags[0] ?? '')
  const pages = new Map([
    ['', startPage(rooms, options)],
    ...[...rooms].map(([room, list]): [string, string] => [
      room,
      roomPage(room, list, rooms, options),
    ]),
  ])
  return { json, etag, pages }
}

type Rooms = ReadonlyMap<string, readonly Shown[]>

function startPage(rooms: Rooms, options: OpenApiOptions): string {
  const cards = [...rooms]
    .map(
      ([room, list]) =>
        `<li><a class="card" href="/api/docs/${esc(room)}"><strong>${esc(title(room))}</strong><span>${list.length} ${list.length === 1 ? 'endpoint' : 'endpoints'}</span></a></li>`,
    )
    .join('')
  return page(
    'The API of Kasi',
    rooms,
    '',
    `<h1>The API of Kasi</h1>
<p class="lead">Everything that the screens do goes through this API, so whatever a person can do, a program can do as well, with the same permissions and in the same audit trail.</p>
<ul class="cards">${cards}</ul>
<h2 id="sign-in">Signing in</h2>
<p>Programs use an API key, made under <em>API keys</em> in Kasi, and send it with every call. A key has only the permissions that it was given.</p>
${code(`curl ${options.origin}/api/sites \\\n  -H 'Authorization: Bearer YOUR-API-KEY'`)}
<h2 id="lists">Lists</h2>
<p>Every list works the same way. <code>q</code> searches; a field filters, and given several times it means any of the values; <code>sort</code> names the order, with <code>-</code> in front for descending; <code>limit</code> is at most 200. To read on, send the <code>next</code> of a page as <code>cursor</code>. <code>format=csv</code> gives the whole list as one file.</p>
${code(`curl '${options.origin}/api/sites?county=Nairobi&county=Kiambu&sort=-openedAt&limit=100' \\\n  -H 'Authorization: Bearer YOUR-API-KEY'`)}
<h2 id="writes">Writing once</h2>
<p>Networks fail between a change and its answer. Send an <code>Idempotency-Key</code> of your own making with each write and repeat the call with the same key: it takes effect once, and for 24 hours it is answered the same.</p>
<h2 id="problems">Problems</h2>
<p>Whatever is not a success is a <a href="https://www.rfc-editor.org/rfc/rfc9457">problem</a>. Programs decide by <code>code</code>, which never changes; <code>detail</code> is for people; <code>issues</code> name the fields; <code>fault</code> is the number to tell us when something broke on our side.</p>
${code(JSON.stringify({ type: 'urn:kasi:problem:platform.invalid_input', title: 'Bad Request', status: 400, detail: 'Some of what was sent cannot be used. See each field.', code: 'platform.invalid_input', issues: [{ path: 'contact.phone', message: 'A phone number such as 0712 345 678.' }] }, null, 2))}
<p>After <code>429</code> and <code>503</code>, wait for the seconds in <code>Retry-After</code>.</p>`,
  )
}

function roomPage(
  room: string,
  list: readonly Shown[],
  rooms: Rooms,
  options: OpenApiOptions,
): string {
  const contents = list
    .map(
      ({ method, operation }) =>
        `<li><a href="#${esc(operation.operationId)}">${badge(method)} ${esc(verbOf(operation))}</a></li>`,
    )
    .join('')
  return page(
    `${title(room)} · Kasi API`,
    rooms,
    room,
    `<h1>${esc(title(room))}</h1><ul class="contents">${contents}</ul>${list.map((one) => section(one, options)).join('')}`,
  )
}

function section({ method, path, operation }: Shown, options: OpenApiOptions): string {
  const body = operation.requestBody?.content['application/json']?.schema
  const [mediaType, reply] = Object.entries(operation.responses['200']?.content ?? {})[0] ?? []
  const inputs = [
    ...operation.parameters.map(({ name, schema, required, in: place, description }) =>
      row({ name, schema, required, place, description }),
    ),
    ...rowsOf(body, 'body'),
  ]
  const outputs = mediaType === '*/*' ? [] : rowsOf(reply?.schema, '')
  const access = operation['x-kasi-access']
  return `<section id="${esc(operation.operationId)}">
<h2><a href="#${esc(operation.operationId)}">${esc(verbOf(operation))}</a></h2>
<p class="line">${badge(method)}<code class="path">${esc(path).replaceAll(/\{\w+\}/g, '<b>$&</b>')}</code></p>
<p>${marked(operation.summary)}${operation.summary.endsWith('.') ? '' : '.'}</p>
<p class="tags"><span class="tag">${access.includes('.') ? `permission <code>${esc(access)}</code>` : esc(ACCESS[access] ?? access)}</span>${operation['x-kasi-step-up'] ? '<span class="tag warm">fresh proof of identity</span>' : ''}<span class="tag quiet"><code>${esc(operation.operationId)}</code></span></p>
${operation.description ? `<p class="note">${marked(operation.description)}</p>` : ''}
<div class="two"><div>
${inputs.length > 0 ? `<h3>Input</h3>${table(inputs)}` : '<h3>Input</h3><p class="none">None.</p>'}
<h3>Reply</h3>${outputs.length > 0 ? table(outputs) : `<p class="none">${mediaType === '*/*' ? 'The bytes of the file.' : 'An empty object.'}</p>`}
</div><div class="example"><h3>Example</h3>${code(curl({ method, path, operation }, body, options.origin))}${reply && mediaType === 'application/json' ? code(JSON.stringify(exampleOf(reply.schema), null, 2)) : ''}</div></div>
</section>`
}

const ACCESS: Readonly<Record<string, string>> = {
  anyone: 'no sign-in',
  'signed-in': 'any member of staff',
  enrolling: 'staff, also before the second factor',
  subscriber: 'a subscriber, for their own things',
}

type Row = {
  name: string
  schema: Schema
  required: boolean
  place: string
  description?: string | undefined
}

/** An object's fields, those of objects inside joined with a dot. */
function rowsOf(schema: Schema | undefined, place: string, before = '', depth = 0): string[] {
  if (!schema) return []
  return Object.entries(schema.properties ?? {}).flatMap(([field, inside]) => {
    const name = `${before}${field}`
    const own = row({
      name,
      schema: inside,
      required: schema.required?.includes(field) ?? false,
      place,
    })
    if (depth >= 3) return [own]
    const held = bare(inside)
    const many = held.type === 'array' && held.items ? bare(held.items) : undefined
    return [own, ...rowsOf(many ?? held, place, many ? `${name}[].` : `${name}.`, depth + 1)]
  })
}

/** Without "or null". */
function bare(schema: Schema): Schema {
  const options = schema.anyOf?.filter(({ type }) => type !== 'null')
  return options?.length === 1 && options[0] ? options[0] : schema
}

function row({ name, schema, required, place, description }: Row): string {
  const notes = [description, schema.description, boundsOf(bare(schema))].filter(Boolean).join(' ')
  return `<tr><th scope="row"><code>${esc(name)}</code>${required ? '' : '<i>optional</i>'}</th><td><span class="type">${esc(typeOf(schema))}</span>${place === 'header' ? ' <i>header</i>' : ''}${notes ? `<br><small>${esc(notes)}</small>` : ''}</td></tr>`
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) {
    const words = schema.enum.map(String)
    return words.length > 12
      ? `one of ${words.length} words, such as ${words[0]}`
      : words.join(' · ')
  }
  const options = schema.anyOf ?? schema.oneOf
  if (options) return [...new Set(options.map(typeOf))].join(' or ')
  if (schema.type === 'array') return schema.items ? `list of ${typeOf(schema.items)}` : 'list'
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  return schema.format ?? schema.type ?? 'anything'
}

function boundsOf(schema: Schema): string {
  const isWhole = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < 1e15
  return [
    schema.default !== undefined && `Default: ${JSON.stringify(schema.default)}.`,
    isWhole(schema.minimum) && `From ${schema.minimum}.`,
    isWhole(schema.maximum) && `Up to ${schema.maximum}.`,
    schema.maxLength !== undefined && `At most ${schema.maxLength} characters.`,
    schema.maxItems !== undefined && `At most ${schema.maxItems}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

function curl(
  { method, path, operation }: Shown,
  body: Schema | undefined,
  origin: string,
): string {
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(schema)))}`)
    .join('&')
  const address = `${origin}${path}${query ? `?${query}` : ''}`
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`,
    ...(operation.security.length > 0 ? [`-H 'Authorization: Bearer YOUR-API-KEY'`] : []),
    ...(body
      ? [
          `-H 'Content-Type: application/json'`,
          `-d '${JSON.stringify(exampleOf(body)).replaceAll("'", String.raw`'\''`)}'`,
        ]
      : []),
  ]
  return lines.join(' \\\n  ')
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  uuid: '0199a2f0-7c3e-7d21-9a55-3f6b1c0e8d42',
  'date-time': '2026-11-20T15:00:00Z',
  date: '2026-11-20',
  email: 'amina@isp.example',
  uri: 'https://example.com/kasi',
}

function exampleOf(schema: Schema, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  const option = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.find(({ type }) => type !== 'null')
  if (option) return exampleOf(option, depth)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return depth > 4
        ? {}
        : Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, inside]) => [
              name,
              exampleOf(inside, depth + 1),
            ]),
          )
    case 'array':
      return schema.items && depth < 4 ? [exampleOf(schema.items, depth + 1)] : []
    case 'integer':
    case 'number':
      return Math.max(1, Math.min(schema.minimum ?? 1, 1_000_000))
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return SAMPLES[schema.format ?? ''] ?? '…'
  }
}

function page(name: string, rooms: Rooms, current: string, main: string): string {
  const links = [...rooms.keys()]
    .map(
      (room) =>
        `<li><a href="/api/docs/${esc(room)}"${room === current ? ' aria-current="page"' : ''}>${esc(title(room))}</a></li>`,
    )
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${esc(name)}</title><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><a class="skip" href="#main">Skip to the content</a>
<nav aria-label="Rooms"><a class="brand" href="/api/docs"><b>Kasi</b> API</a><ul><li><a href="/api/docs"${current === '' ? ' aria-current="page"' : ''}>Start</a></li>${links}</ul><p><a href="/api/openapi.json">openapi.json</a></p></nav>
<main id="main">${main}</main></body></html>`
}

function table(rows: readonly string[]): string {
  return `<div class="scroll"><table><tbody>${rows.join('')}</tbody></table></div>`
}

function code(text: string): string {
  return `<pre tabindex="0"><code>${esc(text)}</code></pre>`
}

function badge(method: string): string {
  return `<span class="method ${method.toLowerCase()}">${method}</span>`
}

/** `organization.open-site` → “Open site”. */
function verbOf({ operationId }: Operation): string {
  return title(operationId.split('.')[1] ?? operationId)
}

function title(word: string): string {
  const spaced = word.replaceAll('-', ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** Backticks become code. */
function marked(text: string): string {
  return esc(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

function esc(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
