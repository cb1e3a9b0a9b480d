import { accessSync, constants } from 'node:fs'
import { isIP } from 'node:net'
import { z } from 'zod'
import { Secret } from '#platform/secret.ts'

/** Shapes of settings as texts of the environment have them; a message completes "NAME is '…': it …". */
export const text = z.string()

export function port(sentence = 'must be a port number from 0 to 65535') {
  return text
    .regex(/^\d{1,5}$/, sentence)
    .transform(Number)
    .refine((value) => value <= 65_535, sentence)
}

export function wholeNumber(from: number, to: number) {
  const sentence = `must be a whole number from ${from} to ${to}`
  return text
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .refine((value) => value >= from && value <= to, sentence)
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` })
}

export function url(schemes: readonly string[]) {
  const sentence = `must be a URL that starts with ${schemes.map((s) => `${s}://`).join(' or ')}`
  return text
    .refine((value) => schemes.some((s) => URL.parse(value)?.protocol === `${s}:`), sentence)
    .transform((value) => new URL(value))
}

export function secretUrl(schemes: readonly string[]) {
  return url(schemes).transform((value) => new Secret(value.href))
}

export function secretText(least: number) {
  return text
    .min(least, `is too short: it must have at least ${least} characters`)
    .transform((value) => new Secret(value))
}

export function readableFile() {
  return text.refine(isReadable, 'names a file that does not exist or that Kasi may not read')
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

export const networks = text
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine(
    (parts) => parts.every((part) => part === 'loopback' || isNetwork(part)),
    'must be addresses or networks with commas between them, such as 10.0.0.5,192.168.7.0/24 or loopback',
  )

export const hosts = text
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter(Boolean),
  )
  .refine(
    (parts) =>
      parts.every((part) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(part) || isIP(part) !== 0),
    'must be host names or addresses with commas between them, such as hooks.isp.example,*.accounts.example',
  )

export const memory = text.regex(/^\d+(kB|MB|GB)$/, 'must be an amount of memory such as 256MB')
