import type { Refusal } from '#kernel/refusal.ts'
import { must } from '#kernel/assert.ts'
import { networkOf } from '#kernel/ip.ts'
import { todayOf } from '#modules/catalog/index.ts'
import type { Tx } from '#platform/tx.ts'
import { stolenTried } from '../events.ts'
import { factsOfBatches } from '../queries/batches.ts'
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
import { mayTry, SLOT_s, type Tries } from '../rules/guessing.ts'
import { CODE_COLUMN, insertStolenTry, lockByCodes, WHO_COLUMN } from '../store.ts'
import { noteWrongTry, type Trying } from './note-wrong-try.ts'

export type Tried = {
  readonly code: string
  readonly siteId: string | null
  /** What tells this device from others, as far as we know. */
  readonly device: string
  readonly address: string
}

export type Found =
  | { readonly kind: 'good' | 'used'; readonly voucher: Voucher; readonly batch: Batch }
  | { readonly kind: 'no'; readonly refusal: Refusal }

type Voucher = Awaited<ReturnType<typeof lockByCodes>>[number]
export type Batch = Awaited<ReturnType<typeof factsOfBatches>>[number]

/**
 * The vouchers of codes, locked: of many who type one at once, one finds it good. Wrong codes are counted by device and address, and who
 * has tried too many is not heard for a while, also not with the rest of what came in the same moment. Answers in the order of what it was given.
 */
export async function findGood(tx: Tx, tries: readonly Tried[]): Promise<Found[]> {
  const all = tries.map((tried) => {
    const code = readCode(tried.code)
    const whoTries = { device: tried.device, address: networkOf(tried.address) }
    return {
      tried,
      blind: code === undefined ? undefined : tx.vault.blind(CODE_COLUMN, code),
      tryings: (['device', 'address'] as const).map((kind): Trying => ({
        kind,
        who: tx.vault.blind(WHO_COLUMN, `${kind} ${whoTries[kind]}`),
      })),
    }
  })
  const wrong = new Map<string, number>()
  for (const { who, tries: many } of await triesOf(
    tx,
    all.flatMap(({ tryings }) => tryings),
  ))
    wrong.set(who, many)
  const asked = ({ kind, who }: Trying): Tries => ({ kind, tries: wrong.get(who) ?? 0 })
  const vouchers = new Map(
    // Whoever is not heard learns nothing, and locks nothing.
    (
      await lockByCodes(
        tx,
        all.flatMap(({ blind, tryings }) => (mayTry(tryings.map(asked)) ? (blind ?? []) : [])),
      )
    ).map((voucher) => [voucher.code_blind, voucher]),
  )
  const batches = new Map(
    (
      await factsOfBatches(
        tx,
        [...vouchers.values()].map((one) => one.batch_id),
      )
    ).map((batch) => [batch.id, batch]),
  )
  const today = await todayOf(tx)
  const found: Found[] = []
  for (const { tried, blind, tryings } of all) {
    if (!mayTry(tryings.map(asked))) {
      found.push({ kind: 'no', refusal: tooManyTries({ minutes: SLOT_s / 60 }) })
      continue
    }
    const voucher = blind === undefined ? undefined : vouchers.get(blind)
    const batch = voucher && must(batches.get(voucher.batch_id), 'a voucher is of a batch')
    const judged = judge({ voucher, batch, siteId: tried.siteId, today })
    if (judged.kind === 'wrong') {
      const { siteId, device } = tried
      await noteWrongTry(tx, tryings, { siteId, isStolen: judged.stolen !== undefined })
      for (const { who } of tryings) wrong.set(who, (wrong.get(who) ?? 0) + 1)
      if (judged.stolen) {
        const { id: voucherId, batch_id: batchId, serial } = judged.stolen
        await insertStolenTry(tx, { voucherId, device, siteId })
        tx.emit(stolenTried, { batchId, serial, siteId })
      }
    }
    found.push(judged.kind === 'wrong' ? { kind: 'no', refusal: judged.refusal } : judged)
  }
  return found
}

type Judged =
  | Found
  /** It counts as guessing; `stolen`: with a code that was reported so. */
  | { readonly kind: 'wrong'; readonly refusal: Refusal; readonly stolen?: Voucher }

function judge(of: {
  voucher: Voucher | undefined
  batch: Batch | undefined
  siteId: string | null
  /** The ISP's local date, `2026-11-20`. */
  today: string
}): Judged {
  const { voucher, batch, siteId, today } = of
  if (!voucher || !batch) return { kind: 'wrong', refusal: codeUnknown({ hint: 'XXXXX-XXXXX' }) }
  const isElsewhere =
    batch.site_ids.length > 0 && (siteId === null || !batch.site_ids.includes(siteId))
  // Whoever used it holds what it gave, and that counts there as the code did.
  if (voucher.state === 'redeemed')
    return isElsewhere && voucher.subscriber_id === null
      ? { kind: 'no', refusal: codeElsewhere() }
      : { kind: 'used', voucher, batch }
  if (voucher.state === 'void')
    return {
      ...{ kind: 'wrong', refusal: codeVoid() },
      ...(voucher.why === 'stolen' && { stolen: voucher }),
    }
  if (voucher.state === 'printed') return { kind: 'wrong', refusal: codeNotSold() }
  const isOver = Temporal.PlainDate.compare(today, batch.last_day) > 0
  if (isOver || voucher.state === 'expired')
    return { kind: 'no', refusal: codeExpired({ lastDay: batch.last_day.toString() }) }
  if (isElsewhere) return { kind: 'no', refusal: codeElsewhere() }
  return { kind: 'good', voucher, batch }
}
