// For a container's health check: exits 0 when the Kasi beside us answers /healthz, wherever its settings let it listen.
// Plain JavaScript without anything of Kasi's, because it runs every few seconds.
import http from 'node:http'
import https from 'node:https'

const TIMEOUT_MS = 4_000
const env = process.env
const everywhere = { '0.0.0.0': '127.0.0.1', '::': '::1' }
const host = env.KASI_HTTP_HOST || '127.0.0.1'
const at = { host: everywhere[host] ?? host, path: '/healthz', timeout: TIMEOUT_MS }

/** The certificate is for the name that people type, and this is the same machine. */
const api = env.KASI_TLS_CERT
  ? [https, { ...at, port: env.KASI_HTTP_PORT || 8080, rejectUnauthorized: false }]
  : [http, { ...at, port: env.KASI_HTTP_PORT || 8080 }]
const health = env.KASI_HEALTH_PORT ? [[http, { ...at, port: env.KASI_HEALTH_PORT }]] : []

function answers([protocol, where]) {
  return new Promise((resolve) => {
    const request = protocol.get(where, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}

// A process without the role `api` has its health port alone, one with it may not have opened that.
const found = await Promise.all([...health, api].map(answers))
process.exit(found.includes(true) ? 0 : 1)
