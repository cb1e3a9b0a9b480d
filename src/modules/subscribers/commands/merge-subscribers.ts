import { formatMoney, kes } from '#kernel/money.ts'
import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { subscribersMerged } from '../events.ts'
import { hasMoney, moneyOf } from '../queries/merging.ts'
import { openDetails, openName, searchOf } from '../queries/sealed.ts'
import { ancestorsOf, contactsNow } from '../queries/subscribers.ts'
import {
  kindsDiffer,
  mergedHasMoney,
  parentIsOwnChild,
  refuseStale,
  sameSubscriber,
} from '../refusals.ts'
import {
  lockParents,
  lockSubscribers,
  moveBelongings,
  moveChildren,
  turnSignposts,
  updateSubscriber,
} from '../store.ts'
import { endSessionsBy } from '../store/portal-ways.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'
import { noteMoments } from './note-moments.ts'

/**
 * Two records were one person. Everything of the merged one becomes the kept one's; what rooms below hold they move when
 * they hear of it. The merged record stays as a signpost, so that its number on old papers still leads somewhere.
 */
export async function mergeSubscribers(
  tx: Tx,
  input: { keptId: string; mergedId: string; version: number },
) {
  const { keptId, mergedId } = input
  if (keptId === mergedId) throw sameSubscriber()
  await lockParents(tx)
  await lockSubscribers(tx, [keptId, mergedId])
  const kept = await lockActiveSubscriber(tx, keptId)
  const merged = await lockActiveSubscriber(tx, mergedId)
  refuseOtherSite(tx, merged.site_id)
  refuseStale(kept, input.version)
  if (kept.kind !== merged.kind) throw kindsDiffer()
  await refuseMoney(tx, merged)
  // What stood under the merged one comes under the kept one, which must not stand under any of it.
  if ((await ancestorsOf(tx, keptId)).includes(mergedId)) {
    throw parentIsOwnChild({ number: merged.number })
  }
  await moveChildren(tx, mergedId, keptId)
  await turnSignposts(tx, mergedId, keptId)
  await moveBelongings(tx, mergedId, keptId)
  // Browsers that show it would show nothing any more, and may be of people who look after it no longer.
  await endSessionsBy(tx, { shownId: mergedId })

  const details = openDetails(tx.vault, kept)
  const old = openDetails(tx.vault, merged)
  const name = openName(tx.vault, kept)
  const found = searchOf(tx.vault, { name, details, contacts: await contactsNow(tx, keptId) })
  // Old names, papers and PIN go on finding the person.
  const oldFound = searchOf(tx.vault, {
    name: openName(tx.vault, merged),
    details: old,
    contacts: [],
  })
  await updateSubscriber(tx, keptId, {
    search: [...new Set([...found, ...oldFound])].toSorted(),
    tags: [...new Set([...kept.tags, ...merged.tags])].toSorted(),
    site_id: kept.site_id ?? merged.site_id,
    county: kept.county ?? merged.county,
  })
  await updateSubscriber(tx, mergedId, {
    state: 'merged',
    merged_into: keptId,
    parent_id: null,
    billed_to: 'self',
    search: [],
    closed_at: tx.now,
  })
  audit(tx, {
    objects: [keptId, mergedId].map((id) => ({ table: 'subscribers.subscriber', id })),
  })
  await noteMoments(tx, [
    { subscriberId: keptId, what: 'subscribers.merged', facts: { number: merged.number } },
  ])
  tx.emit(subscribersMerged, { keptId, mergedId })
}

/** Money is counted by whom it belongs to and never changes hands by itself. */
async function refuseMoney(tx: Tx, merged: { id: string; number: string }) {
  const stands = await moneyOf(tx, merged.id)
  if (!hasMoney(stands)) return
  const said = (cents: bigint) => formatMoney(kes(cents))
  throw mergedHasMoney({
    ...{ number: merged.number, wallet: said(stands.wallet) },
    ...{ owed: said(stands.owed), deposit: said(stands.deposit) },
  })
}
