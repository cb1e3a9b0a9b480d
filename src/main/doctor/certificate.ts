import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { bad, type Finding, good, worrying } from './check.ts'

const WHAT = 'certificate'
const DAYS_TO_RENEW = 14
const BEGIN = '-----BEGIN CERTIFICATE-----'

/** Of the certificate that Kasi serves: is it for our name, still good, and would a phone believe it (ASVS V12.2.2)? */
export function checkCertificate(config: Config, clock: Clock): Finding[] {
  const { tls, publicUrl } = config.http
  if (!tls) return []
  let chain: X509Certificate[]
  try {
    chain = readChain(tls.certFile)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [bad(WHAT, `${tls.certFile} cannot be read: ${why}.`, 'Put the PEM chain there.')]
  }
  const [own] = chain
  if (!own) return [bad(WHAT, `${tls.certFile} holds none.`, 'Put the PEM chain there.')]
  const days = daysLeft(own, clock)
  if (days < 0)
    return [bad(WHAT, `It ended on ${own.validTo}.`, 'Renew it; browsers refuse it now.')]
  if (publicUrl && own.checkHost(publicUrl.hostname) === undefined)
    return [
      bad(
        WHAT,
        `It is not for ${publicUrl.hostname}, but for ${own.subjectAltName ?? own.subject}.`,
        'Get one for the name in KASI_PUBLIC_URL.',
      ),
    ]
  const findings: Finding[] = []
  if (!isBelieved(chain))
    findings.push(
      worrying(
        WHAT,
        'No authority that browsers know stands behind it, or the file lacks the certificates between.',
        'Use the full chain of a public authority (Let’s Encrypt: fullchain.pem).',
      ),
    )
  if (days < DAYS_TO_RENEW)
    findings.push(
      worrying(WHAT, `It ends in ${days} days.`, 'See why it has not been renewed by itself.'),
    )
  return findings.length > 0 ? findings : [good(WHAT, `good for ${days} days`)]
}

function readChain(file: string): X509Certificate[] {
  return readFileSync(file, 'utf8')
    .split(BEGIN)
    .slice(1)
    .map((one) => new X509Certificate(`${BEGIN}${one}`))
}

function daysLeft(certificate: X509Certificate, clock: Clock): number {
  const left_ms = certificate.validToDate.getTime() - clock.now().epochMilliseconds
  return Math.floor(left_ms / 86_400_000)
}

/** Each is signed by the next, and the last by an authority of Mozilla's list, which Node brings along. */
function isBelieved(chain: readonly X509Certificate[]): boolean {
  const isChain = chain.every((one, n) => {
    const issuer = chain[n + 1]
    return !issuer || (one.checkIssued(issuer) && one.verify(issuer.publicKey))
  })
  const last = chain.at(-1)
  if (!isChain || !last) return false
  return rootCertificates.some((pem) => {
    const root = new X509Certificate(pem)
    return root.fingerprint256 === last.fingerprint256 || isSignedBy(last, root)
  })
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}
