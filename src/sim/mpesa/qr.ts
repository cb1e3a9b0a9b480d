import { randomUUID } from 'node:crypto'
import QRCode from 'qrcode'
import { z } from 'zod'
import type { Town } from './town.ts'

const asked = z.looseObject({
  MerchantName: z.string(),
  RefNo: z.string().min(1),
  Amount: z.coerce.string().regex(/^[1-9]\d{0,5}$/),
  TrxCode: z.enum(['PB', 'BG']),
  CPI: z.coerce.string(),
})

/** A code as Safaricom's app reads it: what is in it is between the two. Undefined: what was asked for makes none. */
export async function makeCode(town: Town, body: unknown) {
  const read = asked.safeParse(body)
  const to = read.success ? town.shortcodes.get(read.data.CPI) : undefined
  if (!read.success || !to || (to.kind === 'till') !== (read.data.TrxCode === 'BG'))
    return undefined
  const { RefNo: account, MerchantName: merchant, Amount } = read.data
  const { id } = town.keepCode({
    ...{ number: to.number, account, merchant, cents: BigInt(Amount) * 100n },
  })
  const png = await QRCode.toBuffer(`mpesa-qr:${id}`, { width: 300, margin: 2 })
  return {
    status: 200,
    body: {
      ResponseCode: `AG_${randomUUID()}`,
      RequestID: randomUUID(),
      ResponseDescription: 'QR Code Successfully Generated.',
      QRCode: png.toString('base64'),
    },
  }
}
