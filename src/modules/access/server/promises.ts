import { system } from '#kernel/actor.ts'
import type { NetworkService } from '#modules/services/index.ts'
import { endsAt } from '#modules/shaping/contract.ts'
import { extendReservations, reserveQuota, settleReservations } from '#modules/usage/index.ts'
import type { Units } from '#platform/tx.ts'
import type { Heard } from '../rules/hear.ts'
import { partOf } from '../rules/promise.ts'
import { sessionsMost } from './door.ts'
import type { Picture } from './picture.ts'

export type PromisesOptions = {
  readonly picture: Picture
  readonly units: Pick<Units, 'unit'>
  readonly onTrouble: (error: unknown) => void
}

const ASK = { actor: system('radius'), name: 'access.promise-quota' }
const SETTLE = { actor: system('radius'), name: 'access.settle-quota' }
/** For a session that never begins. */
const EXPIRES_min = 15
/** From each of its records on: longer than any interval of interims, three times over. */
const LASTS_min = 200

/**
 * Parts of a quota, each for one session: where several may be online at the same time, what one is told that it may move
 * no other may. One session at a time has all that is left, and nothing need be promised.
 */
export class Promises {
  private readonly options: PromisesOptions

  constructor(options: PromisesOptions) {
    this.options = options
  }

  /** Octets for this session; null: nothing to be promised. While the database is away, what nobody else would be told. */
  for(service: NetworkService, sessionId: string): null | Promise<bigint> {
    const { picture, units, onTrouble } = this.options
    const { serviceId } = service
    if (!this.isShared(service)) return null
    const { left_bytes: left = null, state } = picture.usage(serviceId).quota ?? {}
    if (left === null || state !== 'left') return null
    const open = picture.open(serviceId).length
    const wanted = partOf(left, { most: sessionsMost(service, picture), open })
    return units
      .unit(ASK, (tx) => {
        const expires = tx.now.add({ minutes: EXPIRES_min })
        return reserveQuota(tx, {
          ...{ serviceId, sessionId, seq: 1, meter: 'data' },
          ...{ wanted, expires },
        })
      })
      .catch((error: unknown) => {
        onTrouble(error)
        return wanted < left ? wanted : left
      })
  }

  /** Sessions that go on keep their promises; of those that have ended, what they did not use goes back. */
  follow(batch: readonly Heard[]): void {
    const { picture, units, onTrouble } = this.options
    if (!picture.hasQuotas) return
    const shared = batch.filter(({ class: name, serviceId }) => {
      const service = name && serviceId ? picture.service(serviceId) : undefined
      return service !== undefined && this.isShared(service)
    })
    if (shared.length === 0) return
    const [over, lasting] = [true, false].map((isOver) =>
      idsOf(shared.filter(({ kind }) => (kind === 'stop') === isOver)),
    )
    units
      .unit(SETTLE, async (tx) => {
        const { serviceIds = [], sessionIds = [] } = over ?? {}
        if (sessionIds.length > 0)
          await settleReservations(tx, { serviceIds, which: { sessionIds } })
        const expires = tx.now.add({ minutes: LASTS_min })
        if (lasting) await extendReservations(tx, { ...lasting, expires })
      })
      .catch(onTrouble)
  }

  private isShared(service: NetworkService): boolean {
    const quota = this.options.picture.plan(service)?.profiles.quota
    return quota ? endsAt(quota) && sessionsMost(service, this.options.picture) > 1 : false
  }
}

function idsOf(batch: readonly Heard[]) {
  const distinct = (ids: readonly (string | null)[]) =>
    [...new Set(ids)].filter((id) => id !== null).toSorted()
  return {
    serviceIds: distinct(batch.map(({ serviceId }) => serviceId)),
    sessionIds: distinct(batch.map(({ class: name }) => name)),
  }
}
