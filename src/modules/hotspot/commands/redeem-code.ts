import type { Refusal } from '#kernel/refusal.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { redeemVoucher } from '#modules/vouchers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { passMade } from '../events.ts'
import type { Door } from '../queries/doors.ts'
import { doorClosed } from '../refusals.ts'
import { insertPass } from '../store.ts'
import { handOut } from './hand-out.ts'

/**
 * A prepaid code becomes time online, or leads back to what it became. A refusal is given back and not thrown, because the wrong try has
 * to be counted.
 */
export async function redeemCode(
  tx: Tx,
  input: {
    door: Door
    code: string
    mac: string | undefined
    device: string
    address: string
    language: 'en' | 'sw'
  },
): Promise<string | Refusal> {
  const { door, code, mac, device, address, language } = input
  if (!door.isOpen) throw doorClosed()
  const { siteId } = door
  const redeemed = await redeemVoucher(tx, { code, siteId, device, address, language })
  if (redeemed.kind === 'no') return redeemed.refusal
  const { serviceId } = redeemed
  await insertPass(tx, { id: serviceId, site_id: siteId, kind: 'voucher' })
  if (redeemed.kind === 'redeemed') await decideUsage(tx, [serviceId])
  if (redeemed.kind === 'redeemed') tx.emit(passMade, { serviceId, siteId, kind: 'voucher' })
  await handOut(tx, { serviceId, mac, name: '' })
  return serviceId
}
