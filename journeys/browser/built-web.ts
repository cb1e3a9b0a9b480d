import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureWebIsBuilt } from '#main/web-build.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const BUILT = join(ROOT, 'dist/web')

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The strictest policy that the kit promises to live under: no inline script, no style element, no blob worker. */
export const STRICT_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Builds the web if it is stale and serves its files alone, without the API, on a port of its own. */
export async function serveBuiltWeb(): Promise<{
  url: string
  [Symbol.asyncDispose](): Promise<void>
}> {
  await ensureWebIsBuilt(() => undefined)
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://web').pathname)
    if (path.startsWith('/api/')) {
      response.writeHead(401, { 'content-type': 'application/problem+json' })
      response.end(
        '{"type":"about:blank","title":"Signed out","status":401,"detail":"Sign in.","code":"platform.sign_in"}',
      )
      return
    }
    const asked = join(BUILT, path)
    const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(BUILT, 'index.html')
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': STRICT_CSP,
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on TCP, so it is no pipe
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
