import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from '#platform/http/headers.ts'
import { Trouble } from '#platform/trouble.ts'

type WebFile = {
  readonly plain: Buffer
  readonly br?: Buffer
  readonly gzip?: Buffer
  readonly type: string
  readonly etag: string
  /** Its name changes with its content (`index-CkX3b9a1.js`), so it may be kept for ever. */
  readonly isHashed: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.pmtiles': 'application/octet-stream',
}
/** What Vite puts under assets/ carries a hash of its content in its name. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/
const WEB_BYTES_MAX = 64 * 1024 * 1024

/**
 * Serves the built web out of memory: a handful of megabytes, read once, so no path of a request ever
 * reaches the disk. Any other GET outside /api is a page of an app and gets its
 * index.html: below /portal that of subscribers, else that of staff.
 */
export function mountWeb(
  app: FastifyInstance,
  directory: string,
  maps: readonly string[],
): WebPages {
  const files = readAll(directory)
  const index = files.get('/index.html')
  if (!index)
    throw new Trouble(
      `The web in ${directory} has no index.html.`,
      'Build it with `npm start`, or serve the API alone.',
    )
  const send = (request: FastifyRequest, reply: FastifyReply, file: WebFile) =>
    sendFile(request, reply, file, pageHeaders(request.protocol === 'https', { maps }))
  for (const [path, file] of files) app.get(path, (request, reply) => send(request, reply, file))
  app.get('/', (request, reply) => send(request, reply, index))
  const portal = files.get('/portal/index.html') ?? index
  const pageOf = ({ url }: FastifyRequest) => (/^\/portal(?:[/?]|$)/.test(url) ? portal : index)
  return { isPage, sendPage: (request, reply) => send(request, reply, pageOf(request)) }
}

export type WebPages = {
  isPage(request: FastifyRequest): boolean
  sendPage(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

/** A person's browser that wants a page, and not a file that is missing. */
function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  if (method !== 'GET' && method !== 'HEAD') return false
  return !/^\/(api|assets|metrics|healthz|readyz)(\/|$)/.test(path) && extname(path) === ''
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: WebFile,
  headers: Record<string, string>,
): FastifyReply {
  reply.headers({
    ...headers,
    etag: file.etag,
    vary: 'accept-encoding',
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  const known = request.headers['if-none-match']?.split(/\s*,\s*/) ?? []
  if (known.some((tag) => tag.replace(/^W\//, '') === file.etag)) return reply.code(304).send()

  reply.header('content-type', file.type)
  const accepted = request.headers['accept-encoding'] ?? ''
  if (file.br && accepts(accepted, 'br'))
    return reply.header('content-encoding', 'br').send(file.br)
  if (file.gzip && accepts(accepted, 'gzip'))
    return reply.header('content-encoding', 'gzip').send(file.gzip)
  return reply.send(file.plain)
}

function accepts(header: string, coding: string): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}

function readAll(directory: string): Map<string, WebFile> {
  const files = new Map<string, WebFile>()
  let bytes = 0
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || /\.(br|gz|map)$/.test(entry.name)) continue
    const plain = readFileSync(path)
    bytes += plain.length
    if (bytes > WEB_BYTES_MAX)
      throw new Trouble(
        `The web in ${directory} is larger than ${WEB_BYTES_MAX} bytes.`,
        'Delete dist/web and build again.',
      )
    const name = `/${relative(directory, path).split(sep).join('/')}`
    const br = readIfThere(`${path}.br`)
    const gzip = readIfThere(`${path}.gz`)
    files.set(name, {
      plain,
      ...(br && { br }),
      ...(gzip && { gzip }),
      type: TYPES[extname(name)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      isHashed: HASHED.test(name),
    })
  }
  return files
}

function readIfThere(path: string): Buffer | undefined {
  return statSync(path, { throwIfNoEntry: false }) ? readFileSync(path) : undefined
}
