import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody } from '#kernel/actor.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { openDatabase } from '#platform/db.ts'
import { createHttp, type Http, type HttpOptions } from '#platform/http/http.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const look = endpoint({
  name: 'shop.look',
  method: 'GET',
  path: '/api/look',
  access: 'anyone',
  summary: 'Looks.',
  input: nothing,
  reply: nothing,
})
const wait = endpoint({ ...look, name: 'shop.wait', path: '/api/wait' })
let gate = Promise.resolve()
let waiting = 0
const shop = defineModule({
  name: 'shop',
  routes: [
    serve(look, async (read) => {
      await sql`select 1`.execute(read.sql)
      return {}
    }),
    serve(wait, async () => {
      waiting++
      await gate
      return {}
    }),
  ],
})

const directory = mkdtempSync(join(tmpdir(), 'kasi-http-'))
const opened: Http[] = []
let units: TestUnits

async function start(more: Partial<HttpOptions> = {}): Promise<{ http: Http; url: URL }> {
  const http = await createHttp({
    manifests: [shop],
    units,
    clock: units.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => nobody,
    ...more,
  })
  opened.push(http)
  return { http, url: await http.listen({ host: '127.0.0.1', port: 0 }) }
}

beforeAll(async () => {
  units = await testUnits({ manifests: [shop] })
})
afterAll(async () => {
  await Promise.all(opened.map((http) => http.close()))
  rmSync(directory, { recursive: true, force: true })
})

/** Sends bytes as they are, and gives back all that was answered until the server hung up. */
function talk(url: URL, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(url.port), url.hostname, () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => (answer += part.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('a peer that is slow or broken', () => {
  const bounds = { headers_ms: 300, request_ms: 600, check_ms: 50, headerBytes: 4096 }

  test('in its headers is given up (slow-loris)', async () => {
    const { url } = await start({ bounds })
    expect(await talk(url, 'GET /api/look HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(
      /^HTTP\/1\.1 408 /,
    )
  })
  test('in its body is given up', async () => {
    const { url } = await start({ bounds })
    expect(
      await talk(
        url,
        'POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      ),
    ).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
  test('whose Host is none is a caller like others, and no fault of ours', async () => {
    const faults: string[] = []
    const looked: string[] = []
    const { url } = await start({
      log: pino({ level: 'error' }, { write: (line) => void faults.push(line) }),
      authenticate: async (call) => {
        looked.push(call.url.pathname)
        return nobody
      },
    })
    const ask = (host: string) =>
      talk(url, `GET /api/look HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    for (const host of ['[', 'a b', 'x:99999', '%'])
      expect(await ask(host)).toMatch(/^HTTP\/1\.1 200 /)
    expect(looked).toEqual(Array(4).fill('/api/look'))
    expect(faults).toEqual([])
  })
  test('with too many headers is told 431', async () => {
    const { url } = await start({ bounds })
    const answer = await talk(url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(5000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(answer).toContain('platform.headers_too_large')
  })
  test.each([
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
  ])('that says %j is told 400', async (text) => {
    const { url } = await start({ bounds })
    expect(await talk(url, text)).toMatch(/^HTTP\/1\.1 400 /)
  })
  test('that smuggles a second length is told 400', async () => {
    const { url } = await start({ bounds })
    const text =
      'POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /'
    expect(await talk(url, text)).toMatch(/^HTTP\/1\.1 400 /)
  })
})

test('a port in use is told in words', async () => {
  const { url } = await start()
  const { http } = {
    http: await createHttp({
      manifests: [],
      units,
      clock: units.clock,
      log: pino({ level: 'silent' }),
      authenticate: async () => nobody,
    }),
  }
  opened.push(http)
  await expect(http.listen({ host: '127.0.0.1', port: Number(url.port) })).rejects.toThrow(
    `Port ${url.port} on 127.0.0.1 is in use`,
  )
})

describe('health', () => {
  test('is alive, and ready when every check is', async () => {
    let answer: true | string = true
    const { url } = await start({ ready: { database: async () => answer, slow: async () => true } })
    const ask = async (path: string) => {
      const response = await fetch(new URL(path, url))
      return [response.status, await response.json()]
    }
    expect(await ask('/healthz')).toEqual([200, { status: 'alive' }])
    expect(await ask('/readyz')).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', slow: 'ok' } },
    ])
    answer = 'password=hunter2 refused'
    expect(await ask('/readyz')).toEqual([
      503,
      { status: 'not-ready', checks: { database: 'failing', slow: 'ok' } },
    ])
    expect(await ask('/healthz')).toEqual([200, { status: 'alive' }])
  })
})

test('a drain lets what is under way end, then closes', async () => {
  const held = Promise.withResolvers<void>()
  gate = held.promise
  const { http, url } = await start()
  const before = waiting
  const answer = fetch(new URL('/api/wait', url))
  await expect.poll(() => waiting).toBe(before + 1)
  const closing = http.close()
  await expect(fetch(new URL('/api/look', url))).rejects.toThrow()
  held.resolve()
  expect((await answer).status).toBe(200)
  await closing
})

test('a drain does not wait for ever', async () => {
  const held = Promise.withResolvers<void>()
  gate = held.promise
  const { http, url } = await start({ bounds: { drain_ms: 100 } })
  const before = waiting
  const answer = fetch(new URL('/api/wait', url)).catch(() => 'cut')
  await expect.poll(() => waiting).toBe(before + 1)
  await http.close()
  expect(await answer).toBe('cut')
  held.resolve()
})

test('a database that goes away is 503 with Retry-After, and when it returns so do the answers', async () => {
  const target = new URL(units.database.url)
  const sockets = new Set<net.Socket>()
  const proxy = net.createServer((socket) => {
    const up = net.connect(Number(target.port || 5432), target.hostname)
    for (const one of [socket, up]) {
      sockets.add(one)
      one.on('error', () => one.destroy())
    }
    socket.pipe(up).pipe(socket)
  })
  const listen = (port: number) =>
    new Promise<void>((done) => proxy.listen(port, '127.0.0.1', done))
  await listen(0)
  const port = (proxy.address() as net.AddressInfo).port
  const through = new URL(units.database.url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  through.search = ''
  const database = openDatabase({ url: through.href, name: 'kasi test', wait_ms: 1000 })
  const shaky = createUnits({ database, clock: units.clock, vault: testVault, manifests: [shop] })
  const { url } = await start({ units: shaky })
  const ask = async () => {
    const response = await fetch(new URL('/api/look', url))
    return {
      status: response.status,
      wait: response.headers.get('retry-after'),
      text: await response.text(),
    }
  }
  expect((await ask()).status).toBe(200)
  proxy.close()
  for (const socket of sockets) socket.destroy()
  const away = await ask()
  expect([away.status, away.wait]).toEqual([503, '5'])
  expect(away.text).toContain('platform.unavailable')
  expect(away.text).not.toMatch(/ECONN|127\.0\.0\.1|postgres/)
  await listen(port)
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200)
  await database.close()
  proxy.close()
  for (const socket of sockets) socket.destroy()
})

describe('the built web', () => {
  const web = join(directory, 'web')
  let url: URL
  beforeAll(async () => {
    mkdirSync(join(web, 'assets'), { recursive: true })
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>Kasi</title>')
    const script = 'console.log("kasi")'.repeat(100)
    writeFileSync(join(web, 'assets/index-CkX3b9a1.js'), script)
    writeFileSync(join(web, 'assets/index-CkX3b9a1.js.br'), brotliCompressSync(script))
    writeFileSync(join(web, 'assets/index-CkX3b9a1.js.gz'), gzipSync(script))
    url = (await start({ web })).url
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, url), { headers })

  test.each(['/', '/sites', '/sites/karen?tab=notes'])(
    '%s is a page of the app, under a strict policy',
    async (path) => {
      const response = await get(path)
      expect(await response.text()).toContain('<title>Kasi')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
    },
  )
  test('index.html is asked for again with its tag', async () => {
    const etag = (await get('/')).headers.get('etag') ?? ''
    expect((await get('/', { 'if-none-match': etag })).status).toBe(304)
    expect((await get('/', { 'if-none-match': `W/${etag}, "x"` })).status).toBe(304)
    expect((await get('/', { 'if-none-match': '"x"' })).status).toBe(200)
  })
  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('a file is sent as %s allows', async (accepted, coding) => {
    const response = await get('/assets/index-CkX3b9a1.js', { 'accept-encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('vary')).toContain('accept-encoding')
    expect(await response.text()).toContain('console.log')
  })
  test.each([
    '/assets/gone-12345678.js',
    '/favicon.png',
    '/api/nowhere',
    '/assets/../../package.json',
    '/..%2f..%2fetc%2fpasswd',
  ])('%s is 404', async (path) => {
    const answer = await talk(url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
  })
})

describe('TLS', () => {
  const tlsFiles = { certFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') }
  const certificate = (name: string) =>
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        tlsFiles.keyFile,
        '-out',
        tlsFiles.certFile,
      ],
      { stdio: 'ignore' },
    )
  const nameShown = (url: URL, options: tls.ConnectionOptions = {}) =>
    new Promise<string>((resolve, reject) => {
      const socket = tls.connect(
        { host: url.hostname, port: Number(url.port), rejectUnauthorized: false, ...options },
        () => {
          resolve(String(socket.getPeerCertificate().subject.CN))
          socket.destroy()
        },
      )
      socket.on('error', reject)
    })

  test('is served by Kasi itself, with HSTS, not older than 1.2, and read again when told', async () => {
    certificate('first.example')
    const { url } = await start({ tls: tlsFiles })
    expect(url.protocol).toBe('https:')
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      https
        .get(new URL('/api/look', url), { rejectUnauthorized: false }, (answer) =>
          resolve(answer.headers),
        )
        .on('error', reject)
    })
    expect(headers['strict-transport-security']).toContain('max-age=63072000')
    expect(await nameShown(url)).toBe('first.example')
    await expect(nameShown(url, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow()
    certificate('second.example')
    process.emit('SIGHUP')
    expect(await nameShown(url)).toBe('second.example')
    writeFileSync(tlsFiles.certFile, 'half a file')
    process.emit('SIGHUP')
    expect(await nameShown(url)).toBe('second.example')
  })

  test('may have a plain port that sends everybody on', async () => {
    certificate('first.example')
    const free = await new Promise<number>((resolve) => {
      const probe = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as net.AddressInfo
        probe.close(() => resolve(port))
      })
    })
    await start({ tls: tlsFiles, redirectPort: free, publicUrl: new URL('https://isp.example') })
    const response = await fetch(`http://127.0.0.1:${free}/sites?q=1`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([
      308,
      'https://isp.example/sites?q=1',
    ])
    const outside = await fetch(`http://127.0.0.1:${free}//evil.example/`, { redirect: 'manual' })
    expect(outside.headers.get('location')).toBe('https://isp.example/evil.example/')
    // What no browser sends: a backslash, which the URL standard reads as a slash.
    const plain = new URL(`http://127.0.0.1:${free}`)
    const hostile = (path: string) => talk(plain, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await hostile(String.raw`/\evil.example/`)).toContain('location: https://isp.example/')
    expect(await hostile(String.raw`/\[`)).toContain('location: https://isp.example/')
  })
})
