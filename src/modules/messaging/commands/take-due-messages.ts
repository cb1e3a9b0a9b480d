import { channel, messageClass, smsSize, type Channel, type MessageClass } from '#kernel/message.ts'
import type { Tx } from '#platform/tx.ts'
import { language } from '../contract.ts'
import type { Door } from '../outside/port.ts'
import type { PushAddress, PushKeys } from '../outside/push.ts'
import { gatewayChooser } from '../queries/gateways.ts'
import { optedOutAmong } from '../queries/reach.ts'
import { budgetNow, hoursNow } from '../queries/settings.ts'
import { withinBudget } from '../rules/budget.ts'
import { mayGoAt } from '../rules/hours.ts'
import { pushAddressesOf, pushKeysOrNew } from '../store/addresses.ts'
import {
  dropWays,
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
 * Takes messages that are due, the most urgent first; ends those for which it is too late or no money is left, and those that nobody wants
 * any more: they may have said STOP since they were written. Puts off those whose gateways all rest, and what would wake somebody.
 */
export async function takeDueMessages(
  tx: Tx,
  { limit, only }: { limit: number; only?: string },
): Promise<Parcel[]> {
  const rows = await takeDue(tx, { limit, only, until: tx.now.add({ seconds: HELD_s }) })
  if (rows.length === 0) return []
  const gateways = await gatewayChooser(tx)
  const purse = await purseFor(tx, rows)
  const hours = await hoursNow(tx)
  const optedOut = await optedOutAmong(
    tx,
    rows.map((row) => openTo(tx, row)),
  )
  const parcels: Parcel[] = []
  for (const [place, row] of rows.entries()) {
    const words = openSaid(tx, row)
    const kind = messageClass.parse(row.class)
    const wanted = wantedWays(row.ways, kind, optedOut[place])
    const isPaidFor = row.only_gateway_id !== null || purse.pays(kind)
    const way = wanted.find((one) => isPaidFor || FREE.has(one))
    const goesAt = mayGoAt(kind, tx.now, hours)
    if (!words || Temporal.Instant.compare(row.until_at, goesAt) < 0)
      await endMessage(tx, row.id, { state: 'failed', why: 'too-late' })
    else if (way === undefined) {
      const why = wanted.length === 0 ? 'opted-out' : 'budget'
      await endMessage(tx, row.id, { state: 'stopped', why })
    } else if (!goesAt.equals(tx.now)) await putOff(tx, [row.id], goesAt)
    else {
      if (way !== row.ways[0]) await dropWays(tx, row.id, row.ways.slice(row.ways.indexOf(way)))
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
        if ('door' in chosen) {
          parcels.push({ ...parcel, door: chosen.door })
          purse.spend(chosen.partCents * BigInt(way === 'sms' ? smsSize(words.text).parts : 1))
        } else if (chosen.freeAt) await putOff(tx, [row.id], chosen.freeAt)
        else await endMessage(tx, row.id, { state: 'failed', why: 'no-gateway' })
      }
    }
  }
  return parcels
}

/** What costs the ISP nothing is never held back for its price. */
const FREE: ReadonlySet<Channel> = new Set(['email', 'push'])

/** Its ways on which they still want such messages, first to last. */
function wantedWays(
  ways: readonly string[],
  kind: MessageClass,
  optedOut: ReadonlySet<Channel> = new Set(),
): Channel[] {
  const left = ways.map((way) => channel.parse(way))
  const mayRefuse = kind === 'service' || kind === 'promotional'
  return mayRefuse ? left.filter((way) => !optedOut.has(way)) : left
}

/** The month's budget while these are taken: each counts before the next is, or a crowd would go past the end of it together. */
async function purseFor(tx: Tx, rows: readonly { class: string }[]) {
  const asks = rows.some((row) => row.class === 'service' || row.class === 'promotional')
  const budget = asks ? await budgetNow(tx) : { budgetCents: null, spentCents: 0n }
  let spentCents = budget.spentCents
  return {
    pays: (kind: MessageClass) => withinBudget(kind, { ...budget, spentCents }),
    spend: (cents: bigint) => {
      spentCents += cents
    },
  }
}

async function pushOf(tx: Tx, subscriberId: string | null) {
  return {
    addresses: subscriberId === null ? [] : await pushAddressesOf(tx, subscriberId),
    keys: await pushKeysOrNew(tx),
  }
}
