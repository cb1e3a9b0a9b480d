import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Town } from './town.ts'

const KEPT_MAX = 1_000
const cents = z.string().transform(BigInt)
const pair = z.object({ publicKey: z.string(), privateKey: z.string() })
const kept = z.object({
  keys: pair,
  receipts: z.int(),
  phones: z.array(
    z.object({
      msisdn: z.string(),
      firstName: z.string(),
      pin: z.string(),
      cents,
      isOff: z.boolean(),
    }),
  ),
  payments: z.array(
    z.object({
      ...{ receipt: z.string(), at: z.string(), msisdn: z.string(), to: z.string() },
      ...{ cents, account: z.string(), reversed: z.boolean() },
    }),
  ),
  /** What shortcodes hold: money also goes out of them. */
  holdings: z.array(z.object({ number: z.string(), cents })).default([]),
})
type Keys = z.infer<typeof pair>

/** Of the simulated Safaricom: the pair behind its certificate, the same again after a start. */
export function keysIn(file: string | undefined): Keys {
  const known = file === undefined ? undefined : read(file)?.keys
  return (
    known ??
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
  )
}

function read(file: string) {
  if (!existsSync(file)) return undefined
  return kept.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Keeps what people have and paid in a file. Prompts and what is still to be told end with the process. */
export class Memory {
  private readonly file: string
  private readonly town: Town
  private readonly keys: Keys
  private last = ''

  constructor(file: string, town: Town, keys: Keys) {
    this.file = file
    this.town = town
    this.keys = keys
  }

  /** Payments are of shortcodes, so those are added first. */
  recall(): void {
    const before = read(this.file)
    if (!before) return
    this.town.receipts = before.receipts
    for (const phone of before.phones) this.town.phones.set(phone.msisdn, phone)
    for (const { msisdn, to: number, at, ...payment } of before.payments) {
      const to = this.town.shortcodes.get(number)
      if (!to) continue
      const phone = this.town.phone(msisdn)
      this.town.payments.push({ ...payment, phone, to, at: Temporal.Instant.from(at) })
      if (!payment.reversed) to.cents += payment.cents
    }
    for (const { number, cents: held } of before.holdings) {
      const shortcode = this.town.shortcodes.get(number)
      if (shortcode) shortcode.cents = held
    }
  }

  /** Written beside and moved into place, and only where something changed. */
  keep(): void {
    const { phones, payments, receipts, shortcodes } = this.town
    const now = JSON.stringify({
      ...{ keys: this.keys, receipts },
      phones: [...phones.values()].map((phone) => ({ ...phone, cents: String(phone.cents) })),
      payments: payments.slice(-KEPT_MAX).map(({ receipt, at, phone, to, account, ...one }) => ({
        ...{ receipt, at: at.toString(), msisdn: phone.msisdn, to: to.number, account },
        ...{ cents: String(one.cents), reversed: one.reversed },
      })),
      holdings: [...shortcodes.values()].map((one) => ({
        ...{ number: one.number, cents: String(one.cents) },
      })),
    })
    if (now === this.last) return
    this.last = now
    writeFileSync(`${this.file}.new`, now, { mode: 0o600 })
    renameSync(`${this.file}.new`, this.file)
  }
}
