import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { Trouble } from '#platform/trouble.ts'
import { selfMadeCertificate } from '#radius/eap/tls/self-made.ts'
import { tunnelContext, type TunnelCertificate } from '#radius/eap/tls/tunnel.ts'
import { homeTrouble } from './home.ts'

/** Devices are told to trust it by this name. */
const NAME = 'radius.kasi.internal'

/** With what EAP proves to devices who we are: as set, else made by ourselves once and kept in Kasi's home. */
export function eapCertificate(
  { radius, home }: Pick<Config, 'radius' | 'home'>,
  { now, warn }: { now: Temporal.Instant; warn: (what: string) => void },
): TunnelCertificate {
  if (radius.eap) return usable(radius.eap)
  const file = join(home, 'radius-eap.pem')
  warn(
    `Devices on Wi-Fi see a self-made certificate (${file}): set KASI_RADIUS_EAP_CERT and KASI_RADIUS_EAP_KEY, or install it on them`,
  )
  try {
    keep(file, now)
  } catch (cause) {
    throw homeTrouble(home, cause as NodeJS.ErrnoException)
  }
  return usable({ certFile: file, keyFile: file })
}

/** Whole or not at all, and never over another: processes that start at the same time agree on the first. */
function keep(file: string, now: Temporal.Instant): void {
  if (existsSync(file)) return
  const { cert, key } = selfMadeCertificate(NAME, now)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, cert + key, { mode: 0o600 })
  try {
    linkSync(draft, file)
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
