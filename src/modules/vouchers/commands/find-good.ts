import type { Refusal } from '#kernel/refusal.ts'
import { todayOf } from '#modules/catalog/index.ts'
import type { Tx } from '#platform/tx.ts'
import { stolenTried } from '../events.ts'
import { batchFacts } from '../queries/batches.ts'
import { triesOf } from '../queries/wrong-tries.ts'
import {
  codeElsewhere,
  codeExpired,
  codeNotSold,
  codeUnknown,
  codeVoid,
  tooManyTries,
} from '../refusals.ts'
import { readCode } from '../rules/codes.ts'
import { mayTry, SLOT_s } from '../rules/guessing.ts'
import { CODE_COLUMN, insertStolenTry, lockByCode, WHO_COLUMN } from '../store.ts'
import { noteWrongTry, type Trying } from './note-wrong-try.ts'

export type Tried = {
  readonly code: string
  readonly siteId: string | null
  /** What tells this device from others, as far as we know. */
  readonly device: string
  readonly address: string
}

type Found =
  | { readonly kind: 'good' | 'used'; readonly voucher: Voucher; readonly batch: Batch }
  | { readonly kind: 'no'; readonly refusal: Refusal }

type Voucher = NonNullable<Awaited<ReturnType<typeof lockByCode>>>
type Batch = Awaited<ReturnType<typeof batchFacts>>

/**
 * The voucher of a code, locked: of many who type it at once, one finds it good. Wrong codes are counted by device and address, and who has
 * tried too many is not heard for a while.
 */
export async function findGood(tx: Tx, tried: Tried): Promise<Found> {
  const { siteId } = tried
  const tryings = (['device', 'address'] as const).map((kind): Trying => ({
    kind,
    who: tx.vault.blind(WHO_COLUMN, `${kind} ${tried[kind]}`),
  }))
  if (!mayTry(await triesOf(tx, tryings)))
    return { kind: 'no', refusal: tooManyTries({ minutes: SLOT_s / 60 }) }
  const no = async (refusal: Refusal, stolen?: Voucher) => {
    await noteWrongTry(tx, tryings, { siteId, isStolen: stolen !== undefined })
    if (stolen) {
      await insertStolenTry(tx, { voucherId: stolen.id, device: tried.device, siteId })
      tx.emit(stolenTried, { batchId: stolen.batch_id, serial: stolen.serial, siteId })
    }
    return { kind: 'no', refusal } as const
  }
  const code = readCode(tried.code)
  const voucher = code && (await lockByCode(tx, tx.vault.blind(CODE_COLUMN, code)))
  if (!voucher) return no(codeUnknown({ hint: 'XXXXX-XXXXX' }))
  const batch = await batchFacts(tx, voucher.batch_id)
  if (voucher.state === 'redeemed') return { kind: 'used', voucher, batch }
  if (voucher.state === 'void')
    return no(codeVoid(), voucher.why === 'stolen' ? voucher : undefined)
  if (voucher.state === 'printed') return no(codeNotSold())
  const isOver = Temporal.PlainDate.compare(await todayOf(tx), batch.last_day) > 0
  if (isOver || voucher.state === 'expired')
    return { kind: 'no', refusal: codeExpired({ lastDay: batch.last_day.toString() }) }
  if (batch.site_ids.length > 0 && (siteId === null || !batch.site_ids.includes(siteId)))
    return { kind: 'no', refusal: codeElsewhere() }
  return { kind: 'good', voucher, batch }
}
