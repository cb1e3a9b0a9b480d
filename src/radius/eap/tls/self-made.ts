import { Buffer } from 'node:buffer'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { TunnelCertificate } from './tunnel.ts'

/**
 * A certificate that nobody vouches for, and its key: X.509 version 3 (RFC 5280 §4.1) in DER. RSA, because old phones and
 * televisions know nothing else; an authority for itself, because some let nothing else be installed as one to trust.
 */
export function selfMadeCertificate(name: string, now: Temporal.Instant): TunnelCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const names = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(name)))))
  const facts = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    SHA256_WITH_RSA,
    names,
    sequence(time(now.subtract({ hours: 24 })), time(now.add({ hours: 24 * 3650 }))),
    names,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(name))),
  )
  const signature = sign('sha256', facts, privateKey)
  const certificate = sequence(facts, SHA256_WITH_RSA, bits(signature))
  return {
    cert: pem(certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const COMMON_NAME = oid('550403')
const SHA256_WITH_RSA = sequence(oid('2a864886f70d01010b'), tagged(0x05))
const YES = tagged(0x01, Buffer.from([0xff]))

function extensions(name: string): Buffer[] {
  return [
    extension('551d13', sequence(YES), 'critical'), // basicConstraints: an authority
    extension('551d0f', tagged(0x03, Buffer.from([2, 0b1010_0100])), 'critical'), // signs, encrypts keys, vouches
    extension('551d25', sequence(oid('2b06010505070301'))), // for servers, without which Windows refuses it
    extension('551d11', sequence(tagged(0x82, Buffer.from(name)))), // subjectAltName: DNS
  ]
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return sequence(oid(id), ...(critical ? [YES] : []), tagged(0x04, value))
}

/** Positive, and without zeros in front, which DER forbids. */
function serialNumber(): Buffer {
  const serial = randomBytes(16)
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f)
  return serial
}

/** UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function time(at: Temporal.Instant): Buffer {
  const digits = `${at.toString({ smallestUnit: 'second' }).replaceAll(/[-:TZ]/g, '')}Z`
  return digits < '2050'
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value)
}

function bits(value: Buffer): Buffer {
  return tagged(0x03, Buffer.from([0]), value)
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const { length } = body
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
