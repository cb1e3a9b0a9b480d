import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { SHORTCODE_KINDS } from './mpesa.ts'

/** A code that a payer scans with the M-Pesa app instead of typing. */
export const qr = z.object({
  id,
  state: z.enum(['waiting', 'ready', 'failed']),
  /** PNG in base64. */
  png: z.string().nullable(),
  amount: moneyOnWire,
  to: z.object({ kind: z.enum(SHORTCODE_KINDS), number: z.string(), account: z.string() }),
})
export type Qr = z.infer<typeof qr>

export const askQr = endpoint({
  name: 'payments.ask-qr',
  method: 'POST',
  path: '/api/mpesa/qr',
  access: 'payments.ask',
  reach: 'site',
  summary:
    'Has M-Pesa make a QR code with which a subscriber’s payer pays this amount; whole shillings, rounded up. The same one again for the same amount.',
  input: z.object({ subscriberId: id, amount: money }),
  reply: qr,
})

export const readQr = endpoint({
  name: 'payments.read-qr',
  method: 'GET',
  path: '/api/mpesa/qr/:qrId',
  access: 'payments.ask',
  reach: 'site',
  summary: 'A QR code that was asked for, once M-Pesa has made it.',
  input: z.object({ qrId: id }),
  reply: qr,
})

export const askMyQr = endpoint({
  name: 'payments.ask-my-qr',
  method: 'POST',
  path: '/api/portal/qr',
  access: 'subscriber',
  summary: 'Has M-Pesa make a QR code to pay into one’s own wallet',
  pace: 'heavy',
  input: z.object({ amount: money }),
  reply: qr,
})

export const readMyQr = endpoint({
  name: 'payments.read-my-qr',
  method: 'GET',
  path: '/api/portal/qr/:qrId',
  access: 'subscriber',
  summary: 'A QR code that one asked for',
  input: z.object({ qrId: id }),
  reply: qr,
})
