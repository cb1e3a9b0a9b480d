import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { Bounds, HttpOptions } from '#platform/http/options.ts'
import { Trouble } from '#platform/trouble.ts'

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void

/** Between two looks at the certificate files; `watchFile` also notices links that were turned. */
const CERTIFICATE_LOOK_MS = 5_000

/** ASVS 5.0 V12.1: nothing older than TLS 1.2, and of that only ciphers with forward secrecy; also after a reload. */
const MODERN = {
  minVersion: 'TLSv1.2',
  ciphers:
    'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305',
  honorCipherOrder: true,
} as const

/**
 * The socket side: plain HTTP or TLS with our own certificate, and the bounds that keep slow peers from
 * using it up. `close` ends what watches the certificate.
 */
export function createServer(
  handler: Handler,
  bounds: Bounds,
  options: Pick<HttpOptions, 'tls' | 'log'>,
): { server: http.Server; close: () => void } {
  const settings: http.ServerOptions = {
    maxHeaderSize: bounds.headerBytes,
    headersTimeout: bounds.headers_ms,
    requestTimeout: bounds.request_ms,
    keepAliveTimeout: bounds.keepAlive_ms,
    connectionsCheckingInterval: bounds.check_ms,
    // RFC 9112 §3.2: a request without Host is answered 400 by Node itself.
    requireHostHeader: true,
    noDelay: true,
  }
  const { tls, log } = options
  if (!tls) {
    const server = http.createServer(settings, handler)
    server.maxConnections = bounds.connections
    return { server, close: () => undefined }
  }

  const secure = https.createServer(
    {
      ...settings,
      ...readCertificate(tls),
      ...MODERN,
      handshakeTimeout: bounds.headers_ms,
    },
    handler,
  )
  secure.maxConnections = bounds.connections
  const reload = () => {
    try {
      secure.setSecureContext({ ...readCertificate(tls), ...MODERN })
      log.info('The TLS certificate was read again')
    } catch (err) {
      // Half-written files are normal while they are replaced; the old certificate goes on working.
      log.error({ err }, 'The new TLS certificate cannot be used; the old one stays in use')
    }
  }
  for (const file of [tls.certFile, tls.keyFile])
    watchFile(file, { interval: CERTIFICATE_LOOK_MS, persistent: false }, reload)
  process.on('SIGHUP', reload)
  return {
    server: secure,
    close: () => {
      process.off('SIGHUP', reload)
      for (const file of [tls.certFile, tls.keyFile]) unwatchFile(file, reload)
    },
  }
}

function readCertificate(tls: { certFile: string; keyFile: string }) {
  try {
    return { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }
  } catch (cause) {
    throw new Trouble(
      'The TLS certificate or its key cannot be read.',
      'Check KASI_TLS_CERT and KASI_TLS_KEY, and that Kasi may read both files.',
      { cause },
    )
  }
}

/** Sends everybody on the plain port to the same address over TLS. 308 keeps the method (RFC 9110 §15.4.9). */
export function createRedirect(publicUrl: URL): http.Server {
  const server = http.createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000 },
    (request, response) => {
      response.writeHead(308, {
        // Put together and not parsed: what strangers send may be no address, or read as one of another host.
        location: `${publicUrl.origin}${request.url?.startsWith('/') ? request.url.replace(/^\/+/, '/') : '/'}`,
        connection: 'close',
        'content-length': '0',
      })
      response.end()
    },
  )
  server.maxConnections = 1000
  return server
}
