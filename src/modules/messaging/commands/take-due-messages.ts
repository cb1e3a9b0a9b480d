import { channel, messageClass, type Channel } from '#kernel/message.ts'
import type { Tx } from '#platform/tx.ts'
import { language } from '../contract.ts'
import type { Door } from '../outside/port.ts'
import type { PushAddress, PushKeys } from '../outside/push.ts'
import { gatewayChooser } from '../queries/gateways.ts'
import { budgetNow } from '../queries/settings.ts'
import { withinBudget } from '../rules/budget.ts'
import { pushAddressesOf, pushKeysOrNew } from '../store/addresses.ts'
import {
  endMessage,
  openSaid,
  openTo,
  putOff,
  takeDue,
  type Recipient,
  type Said,
} from '../store.ts'

/** A message that is to be handed over now, with all that it takes. */
export type Parcel = {
  readonly messageId: string
  readonly channel: Channel
  readonly language: 'en' | 'sw'
  readonly to: Recipient
  readonly said: Said
  readonly writtenAt: Temporal.Instant
  /** A paper that goes with it by e-mail. */
  readonly encloses?: { readonly name: string; readonly id: string }
  /** Of SMS and WhatsApp. */
  readonly door?: Door
  /** Of push. */
  readonly push?: { readonly addresses: readonly PushAddress[]; readonly keys: PushKeys }
}

/** How long a worker may have a message before another one takes it: more than all that may time out. */
const HELD_s = 60

/**
 * Takes messages that are due, the most urgent first; ends those for which it is too late or no money is left, and puts off those
 * whose gateways all rest.
 */
export async function takeDueMessages(
  tx: Tx,
  { limit, only }: { limit: number; only?: string },
): Promise<Parcel[]> {
  const rows = await takeDue(tx, { limit, only, until: tx.now.add({ seconds: HELD_s }) })
  if (rows.length === 0) return []
  const gateways = await gatewayChooser(tx)
  const isHeldBack = await heldBack(tx, rows)
  const parcels: Parcel[] = []
  for (const row of rows) {
    const words = openSaid(tx, row)
    const way = channel.parse(row.ways[0])
    if (!words || Temporal.Instant.compare(row.until_at, tx.now) < 0)
      await endMessage(tx, row.id, { state: 'failed', why: 'too-late' })
    else if (isHeldBack(row)) await endMessage(tx, row.id, { state: 'stopped', why: 'budget' })
    else {
      const parcel = {
        ...{ messageId: row.id, channel: way, language: language.parse(row.language) },
        ...{ to: openTo(tx, row), said: words, writtenAt: row.written_at },
      }
      if (way === 'email') {
        const { encloses: name, encloses_id: id } = row
        parcels.push({ ...parcel, ...(name !== null && id !== null && { encloses: { name, id } }) })
      } else if (way === 'push')
        parcels.push({ ...parcel, push: await pushOf(tx, row.subscriber_id) })
      else {
        const chosen = gateways.choose(way, row.only_gateway_id)
        if ('door' in chosen) parcels.push({ ...parcel, door: chosen.door })
        else if (chosen.freeAt) await putOff(tx, [row.id], chosen.freeAt)
        else await endMessage(tx, row.id, { state: 'failed', why: 'no-gateway' })
      }
    }
  }
  return parcels
}

async function heldBack(tx: Tx, rows: readonly { class: string }[]) {
  const asks = rows.some((row) => row.class === 'service' || row.class === 'promotional')
  const budget = asks ? await budgetNow(tx) : undefined
  return (row: { class: string; only_gateway_id: string | null }) =>
    budget !== undefined &&
    row.only_gateway_id === null &&
    !withinBudget(messageClass.parse(row.class), budget)
}

async function pushOf(tx: Tx, subscriberId: string | null) {
  return {
    addresses: subscriberId === null ? [] : await pushAddressesOf(tx, subscriberId),
    keys: await pushKeysOrNew(tx),
  }
}
