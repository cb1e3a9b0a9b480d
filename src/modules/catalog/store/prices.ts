import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { CatalogCoupon, CatalogPriceChange, CatalogSegment } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import type { z } from 'zod'
import { agreedInput, couponInput, ruleInput } from '../contract.ts'
import { document, made, nextVersion, stamp, type Change, type New } from './stamp.ts'

// ───────────────────────────────────────────── segments

export async function insertSegment(tx: Tx, row: New<CatalogSegment>): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.segment')
    .values({ ...row, ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockSegment(tx: Tx, segmentId: string) {
  return tx.sql
    .selectFrom('catalog.segment')
    .selectAll()
    .where('id', '=', segmentId)
    .forUpdate()
    .executeTakeFirst()
}

/** An open segment of that name, but not this one. */
export function segmentNamed(tx: Tx, name: string, except: string) {
  return tx.sql
    .selectFrom('catalog.segment')
    .select('id')
    .where('state', '=', 'open')
    .where('id', '<>', except)
    .where(sql<boolean>`lower(name_en) = lower(${name})`)
    .executeTakeFirst()
}

export async function updateSegment(tx: Tx, segmentId: string, change: Change<CatalogSegment>) {
  await tx.sql
    .updateTable('catalog.segment')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', segmentId)
    .execute()
}

// ───────────────────────────────────────────── rules

type Rule = z.output<typeof ruleInput>

/** The columns that are a copy of what the document says. */
function ruleColumns(rule: Rule) {
  return {
    priority: rule.priority,
    segment_id: rule.when.segmentId,
    content: document(ruleInput, rule),
  }
}

export async function insertRule(tx: Tx, id: string, rule: Rule) {
  await tx.sql
    .insertInto('catalog.price_rule')
    .values({ id, ...ruleColumns(rule), state: 'on', ...stamp(tx), version: 1 })
    .execute()
}

export function lockRule(tx: Tx, ruleId: string) {
  return tx.sql
    .selectFrom('catalog.price_rule')
    .selectAll()
    .where('id', '=', ruleId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateRule(tx: Tx, ruleId: string, rule: Rule) {
  await tx.sql
    .updateTable('catalog.price_rule')
    .set({ ...ruleColumns(rule), ...stamp(tx), version: nextVersion })
    .where('id', '=', ruleId)
    .execute()
}

export async function setRuleState(tx: Tx, ruleId: string, state: 'on' | 'off') {
  await tx.sql
    .updateTable('catalog.price_rule')
    .set({ state, ...stamp(tx), version: nextVersion })
    .where('id', '=', ruleId)
    .execute()
}

// ───────────────────────────────────────────── coupons

type CouponTerms = z.output<typeof couponInput>

function couponColumns(coupon: CouponTerms) {
  return {
    segment_id: coupon.segmentId,
    uses_max: coupon.usesMax,
    content: document(couponInput, coupon),
  }
}

/** False when another coupon has the code. */
export async function insertCoupon(tx: Tx, id: string, coupon: CouponTerms): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.coupon')
    .values({
      ...{ id, code: coupon.code, ...couponColumns(coupon), uses: 0, state: 'on' },
      ...{ ...stamp(tx), version: 1 },
    })
    .onConflict((taken) => taken.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockCoupon(tx: Tx, couponId: string) {
  return tx.sql
    .selectFrom('catalog.coupon')
    .selectAll()
    .where('id', '=', couponId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateCoupon(
  tx: Tx,
  couponId: string,
  change: CouponTerms | Change<Pick<CatalogCoupon, 'state'>>,
) {
  await tx.sql
    .updateTable('catalog.coupon')
    .set({
      ...('code' in change ? couponColumns(change) : change),
      ...{ ...stamp(tx), version: nextVersion },
    })
    .where('id', '=', couponId)
    .execute()
}

export function couponUseByKey(tx: Tx, key: string) {
  return tx.sql
    .selectFrom('catalog.coupon_use')
    .selectAll()
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
}

/** Counts one use, if the limit allows it: one guarded statement, so that two buyers never share the last one. */
export async function countUse(tx: Tx, couponId: string): Promise<boolean> {
  const counted = await tx.sql
    .updateTable('catalog.coupon')
    .set({ uses: sql`uses + 1` })
    .where('id', '=', couponId)
    .where('state', '=', 'on')
    .where(sql<boolean>`(uses_max is null or uses < uses_max)`)
    .returning('id')
    .executeTakeFirst()
  return counted !== undefined
}

export async function uncountUse(tx: Tx, couponId: string) {
  await tx.sql
    .updateTable('catalog.coupon')
    .set({ uses: sql`uses - 1` })
    .where('id', '=', couponId)
    .execute()
}

/** Uses of one subscriber that count. Ask while the coupon's row is locked. */
export async function usesOf(tx: Tx, couponId: string, subscriberId: string): Promise<number> {
  const { count } = await tx.sql
    .selectFrom('catalog.coupon_use')
    .select(sql<bigint>`count(*)`.as('count'))
    .where('coupon_id', '=', couponId)
    .where('subscriber_id', '=', subscriberId)
    .where('state', '<>', 'released')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertUse(
  tx: Tx,
  use: { couponId: string; subscriberId: string; key: string },
) {
  // The lowest free number: a released one is free again.
  const number = sql<number>`(select min(n) from generate_series(1,
    (select count(*) + 1 from catalog.coupon_use where coupon_id = ${use.couponId} and subscriber_id = ${use.subscriberId})) as n
    where not exists (select from catalog.coupon_use u where u.coupon_id = ${use.couponId}
      and u.subscriber_id = ${use.subscriberId} and u.number = n and u.state <> 'released'))`
  await tx.sql
    .insertInto('catalog.coupon_use')
    .values({
      ...{ id: newId(tx.now), coupon_id: use.couponId, subscriber_id: use.subscriberId },
      ...{ number, key: use.key, state: 'reserved', at: tx.now },
    })
    .execute()
}

export async function setUseState(tx: Tx, useId: string, state: 'final' | 'released') {
  await tx.sql
    .updateTable('catalog.coupon_use')
    .set({ state, at: tx.now })
    .where('id', '=', useId)
    .execute()
}

// ───────────────────────────────────────────── agreed prices and price changes

export async function insertAgreed(tx: Tx, given: z.output<typeof agreedInput> & { id: string }) {
  const { id, lastDay } = given
  await tx.sql
    .insertInto('catalog.agreed_price')
    .values({
      ...{ id, holder_kind: given.holderKind, holder_id: given.holderId, plan_id: given.planId },
      ...{ component_key: given.componentKey, with_rules: given.withRules, reason: given.reason },
      effect: document(agreedInput.shape.effect, given.effect),
      from_on: Temporal.PlainDate.from(given.from),
      last_on: lastDay === null ? null : Temporal.PlainDate.from(lastDay),
      ...{ state: 'on', ...made(tx) },
    })
    .execute()
}

/** False when there is none, or it has ended. */
export async function endAgreed(tx: Tx, agreedPriceId: string): Promise<boolean> {
  const ended = await tx.sql
    .updateTable('catalog.agreed_price')
    .set({ state: 'ended' })
    .where('id', '=', agreedPriceId)
    .where('state', '=', 'on')
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** False when a change to that version is under way. */
export async function insertPriceChange(tx: Tx, row: New<CatalogPriceChange>): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.price_change')
    .values({ ...row, ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockPriceChange(tx: Tx, priceChangeId: string) {
  return tx.sql
    .selectFrom('catalog.price_change')
    .selectAll()
    .where('id', '=', priceChangeId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updatePriceChange(
  tx: Tx,
  priceChangeId: string,
  change: Change<Pick<CatalogPriceChange, 'state' | 'announced_at'>>,
) {
  await tx.sql
    .updateTable('catalog.price_change')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', priceChangeId)
    .execute()
}
