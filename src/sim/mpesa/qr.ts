import QRCode from 'qrcode'

/** A code as Safaricom's app reads it: what is in it is between the two. */
export function qrPng(id: string): Promise<Buffer> {
  return QRCode.toBuffer(`mpesa-qr:${id}`, { width: 300, margin: 2 })
}
