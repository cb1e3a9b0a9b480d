import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { syncDirectory, writeBeside } from '#platform/durable.ts'
import { Trouble } from '#platform/trouble.ts'
import { selfMadeCertificate } from '#radius/eap/tls/self-made.ts'
import { tunnelContext, type TunnelCertificate } from '#radius/eap/tls/tunnel.ts'
import { homeTrouble } from './home.ts'

/** Devices are told to trust it by this name. */
const NAME = 'radius.kasi.internal'

/**
 * With what EAP and RadSec prove who we are: as set, else made by ourselves once and kept in Kasi's home. Nothing where it
 * cannot be kept: routers that ask without TLS are answered all the same.
 */
export function eapCertificate(
  { radius, home }: Pick<Config, 'radius' | 'home'>,
  { now, warn }: { now: Temporal.Instant; warn: (what: string) => void },
): TunnelCertificate | undefined {
  if (radius.eap) return usable(radius.eap)
  const file = join(home, 'radius-eap.pem')
  try {
    keep(file, now)
  } catch (cause) {
    const trouble = homeTrouble(home, cause as NodeJS.ErrnoException)
    if (radius.radsec) throw trouble
    warn(`PEAP and TTLS are not offered, for want of a certificate. ${trouble.message}`)
    return undefined
  }
  warn(
    `Devices on Wi-Fi see a self-made certificate (${file}): set KASI_RADIUS_EAP_CERT and KASI_RADIUS_EAP_KEY, or install it on them`,
  )
  return usable({ certFile: file, keyFile: file })
}

/** Whole or not at all, and never over another: processes that start at the same time agree on the first. */
function keep(file: string, now: Temporal.Instant): void {
  if (existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const { cert, key } = selfMadeCertificate(NAME, now)
  const draft = writeBeside(file, cert + key)
  try {
    linkSync(draft, file)
    syncDirectory(dirname(file))
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Said at the start, not when the first device dials. */
function usable({ certFile, keyFile }: { certFile: string; keyFile: string }): TunnelCertificate {
  try {
    const pems = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    tunnelContext(pems)
    return pems
  } catch (cause) {
    throw new Trouble(
      `The certificate for EAP cannot be used (${certFile}, ${keyFile}): ${cause instanceof Error ? cause.message : ''}`,
      'Give KASI_RADIUS_EAP_CERT a PEM file with the certificate and its chain, and KASI_RADIUS_EAP_KEY its key, unencrypted.',
      { cause },
    )
  }
}
