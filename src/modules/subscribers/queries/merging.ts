import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { reachesSite } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { previewMerge } from '../contract/subscribers.ts'
import { subscriberNotFound } from '../refusals.ts'
import { subscriberNames } from './facts.ts'
import { ancestorsOf } from './subscribers.ts'

type Money = { readonly wallet: bigint; readonly owed: bigint; readonly deposit: bigint }

/** What stands on a record in the books, in cents. */
export async function moneyOf(read: Pick<Read, 'sql'>, subscriberId: string): Promise<Money> {
  const party = { kind: 'subscriber', id: subscriberId } as const
  const of = async (account: number) => (await balanceOf(read, party, account)).cents
  return {
    wallet: await of(CHART.wallets),
    owed: await of(CHART.receivable),
    deposit: await of(CHART.deposits),
  }
}

export function hasMoney({ wallet, owed, deposit }: Money): boolean {
  return wallet !== 0n || owed !== 0n || deposit !== 0n
}

/** What a merge would bring, and the first thing that speaks against it. A record at a site out of reach is as if it were not there. */
export async function mergePreview(
  read: Read,
  { keptId, mergedId }: ParsedInputOf<typeof previewMerge>,
): Promise<ReplyOf<typeof previewMerge>> {
  const rows = await read.sql
    .selectFrom('subscribers.subscriber')
    .select(['id', 'number', 'kind', 'state', 'site_id'])
    .where('id', 'in', [keptId, mergedId])
    .execute()
  const kept = rows.find(({ id }) => id === keptId)
  const merged = rows.find(({ id }) => id === mergedId)
  if (!kept || !merged || !reachesSite(read.sites, merged.site_id)) throw subscriberNotFound()
  const money = await moneyOf(read, mergedId)
  const against =
    kept.kind !== merged.kind
      ? 'kinds-differ'
      : kept.state !== 'active' || merged.state !== 'active'
        ? 'not-active'
        : (await ancestorsOf(read, keptId)).includes(mergedId)
          ? 'stands-under-it'
          : hasMoney(money)
            ? 'money'
            : null
  const name = (await subscriberNames(read, [mergedId])).get(mergedId)?.name ?? merged.number
  return {
    ...{ merged: { id: mergedId, number: merged.number, name }, against },
    ...(await belongings(read, mergedId)),
    ...{ wallet: String(money.wallet), owed: String(money.owed), deposit: String(money.deposit) },
  }
}

async function belongings(read: Pick<Read, 'sql'>, subscriberId: string) {
  const { rows } = await sql<{
    contacts: number
    addresses: number
    documents: number
    contracts: number
    segments: number
    consents: number
    children: number
  }>`
    select
      (select count(*)::int from subscribers.contact where subscriber_id = asked.id) as contacts,
      (select count(*)::int from subscribers.address where subscriber_id = asked.id) as addresses,
      (select count(*)::int from subscribers.document where subscriber_id = asked.id) as documents,
      (select count(*)::int from subscribers.contract where subscriber_id = asked.id) as contracts,
      (select count(*)::int from subscribers.segment_claim where subscriber_id = asked.id) as segments,
      (select count(*)::int from subscribers.consent where subscriber_id = asked.id) as consents,
      (select count(*)::int from subscribers.subscriber where parent_id = asked.id) as children
    from (values (${subscriberId}::uuid)) as asked (id)`.execute(read.sql)
  return must(rows[0], 'counts are one row')
}
