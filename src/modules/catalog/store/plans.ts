import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { CatalogPlan } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { planTerms, type PlanTerms } from '../contract.ts'
import { headline } from '../rules/ready.ts'
import { document, made, nextVersion, stamp, type Change, type New } from './stamp.ts'

export function lockPlan(tx: Tx, planId: string) {
  return tx.sql
    .selectFrom('catalog.plan')
    .selectAll()
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
}

/** False when another plan has the code. */
export async function insertPlan(tx: Tx, row: New<CatalogPlan>): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.plan')
    .values({ ...row, ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function updatePlan(tx: Tx, planId: string, change: Change<CatalogPlan>) {
  await tx.sql
    .updateTable('catalog.plan')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', planId)
    .execute()
}

export function planVersionRow(read: Pick<Read, 'sql'>, planVersionId: string) {
  return read.sql
    .selectFrom('catalog.plan_version')
    .select(['id', 'plan_id', 'number', 'state', 'sell_from', 'sell_until'])
    .where('id', '=', planVersionId)
    .executeTakeFirst()
}

/** Of a locked plan. */
export function draftOf(tx: Tx, planId: string) {
  return tx.sql
    .selectFrom('catalog.plan_version')
    .select(['id', 'number', 'terms'])
    .where('plan_id', '=', planId)
    .where('state', '=', 'draft')
    .executeTakeFirst()
}

/** Makes the draft of a locked plan, or writes over it; its prices beside it, each with its tax class. */
export async function putDraft(
  tx: Tx,
  planId: string,
  { terms, notes }: { terms: PlanTerms; notes: string },
): Promise<string> {
  const there = await draftOf(tx, planId)
  const { profiles, components } = terms
  const columns = {
    terms: document(planTerms, terms),
    notes,
    price_cents: headline(terms),
    speed_id: profiles.speed,
    fair_use_id: profiles.fairUse,
    quota_id: profiles.quota,
    access_hours_id: profiles.accessHours,
    ...made(tx),
  }
  const id = there?.id ?? newId(tx.now)
  if (there) {
    await tx.sql.updateTable('catalog.plan_version').set(columns).where('id', '=', id).execute()
    await tx.sql.deleteFrom('catalog.plan_price').where('plan_version_id', '=', id).execute()
  } else {
    const number = sql<number>`(select coalesce(max(number), 0) + 1 from catalog.plan_version where plan_id = ${planId})`
    await tx.sql
      .insertInto('catalog.plan_version')
      .values({ id, plan_id: planId, number, state: 'draft', ...columns })
      .execute()
  }
  if (components.length > 0) {
    const prices = components.map(({ key, kind, taxClassId }) => ({
      ...{ plan_version_id: id, key, kind, tax_class_id: taxClassId },
    }))
    await tx.sql.insertInto('catalog.plan_price').values(prices).execute()
  }
  return id
}

export async function deleteDraft(tx: Tx, draftId: string) {
  await tx.sql.deleteFrom('catalog.plan_price').where('plan_version_id', '=', draftId).execute()
  await tx.sql.deleteFrom('catalog.plan_version').where('id', '=', draftId).execute()
}

/** Publishes the draft of a locked plan: the version before ends where it begins, and it ends where a planned one begins. */
export async function publish(
  tx: Tx,
  { planId, draftId, sellFrom }: { planId: string; draftId: string; sellFrom: Temporal.Instant },
) {
  await tx.sql
    .updateTable('catalog.plan_version')
    .set({ sell_until: sql`greatest(sell_from, least(sell_until, ${sellFrom}))` })
    .where('plan_id', '=', planId)
    .where('state', '=', 'published')
    .where('sell_from', '<=', sellFrom)
    .execute()
  await tx.sql
    .updateTable('catalog.plan_version')
    .set({
      state: 'published',
      sell_from: sellFrom,
      sell_until: sql`(select min(later.sell_from) from catalog.plan_version later
        where later.plan_id = ${planId} and later.state = 'published' and later.sell_from > ${sellFrom})`,
    })
    .where('id', '=', draftId)
    .execute()
}

/** A version that was to end where this one begins is sold on, to where the next one begins: this one never will. */
export async function sellOnBefore(
  tx: Tx,
  { planId, planVersionId }: { planId: string; planVersionId: string },
) {
  await sql`
    update catalog.plan_version as before
    set sell_until = (select min(later.sell_from) from catalog.plan_version later
      where later.plan_id = ${planId} and later.state = 'published' and later.sell_from > before.sell_from and later.id <> gone.id)
    from catalog.plan_version as gone
    where gone.id = ${planVersionId} and gone.sell_from > ${tx.now} and before.plan_id = ${planId} and before.state = 'published'
      and before.sell_until = gone.sell_from`.execute(tx.sql)
}

/** Ends the sale of one version, or of all versions of a plan. */
export async function withdraw(tx: Tx, which: { planId: string; planVersionId?: string }) {
  await tx.sql
    .updateTable('catalog.plan_version')
    .set({ state: 'withdrawn', sell_until: sql`greatest(sell_from, least(sell_until, ${tx.now}))` })
    .where('plan_id', '=', which.planId)
    .where('state', '=', 'published')
    .$if(which.planVersionId !== undefined, (update) =>
      update.where('id', '=', which.planVersionId ?? ''),
    )
    .execute()
}
