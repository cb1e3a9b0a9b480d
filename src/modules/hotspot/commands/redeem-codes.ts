import { must } from '#kernel/assert.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { redeemVouchers } from '#modules/vouchers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { passMade } from '../events.ts'
import type { Door } from '../queries/doors.ts'
import { doorClosed } from '../refusals.ts'
import { insertPass } from '../store.ts'
import { handOut } from './hand-out.ts'

export type CodeTyped = {
  readonly door: Door
  readonly code: string
  readonly mac: string | undefined
  readonly device: string
  readonly address: string
  readonly language: 'en' | 'sw'
}

/**
 * Prepaid codes become time online, or lead back to what they became. Answers in the order of what it was given; a refusal is given back
 * and not thrown, because the wrong try has to be counted.
 */
export async function redeemCodes(
  tx: Tx,
  typed: readonly CodeTyped[],
): Promise<(string | Refusal)[]> {
  if (typed.some(({ door }) => !door.isOpen)) throw doorClosed()
  const redeemed = await redeemVouchers(
    tx,
    typed.map(({ door, code, device, address, language }) => ({
      ...{ code, siteId: door.siteId, device, address, language },
    })),
  )
  const passes = redeemed.map((one, place) => {
    const { door, mac } = must(typed[place], 'each is answered')
    return { ...one, siteId: door.siteId, mac }
  })
  for (const { siteId, ...one } of passes)
    if (one.kind !== 'no')
      await insertPass(tx, { id: one.serviceId, site_id: siteId, kind: 'voucher' })
  const made = passes.flatMap((one) => (one.kind === 'redeemed' ? [one] : []))
  await decideUsage(
    tx,
    made.map(({ serviceId }) => serviceId),
  )
  for (const { serviceId, siteId } of made)
    tx.emit(passMade, { serviceId, siteId, kind: 'voucher' })
  for (const { mac, siteId, ...one } of passes)
    if (one.kind !== 'no') await handOut(tx, { serviceId: one.serviceId, siteId, mac, name: '' })
  return passes.map((one) => (one.kind === 'no' ? one.refusal : one.serviceId))
}
