import { afterAll, beforeAll, expect } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { invariants } from '#modules/hotspot/queries/invariants.ts'
import { passNow, passOfDevice } from '#modules/hotspot/queries/passes.ts'
import { aDoor, CaptivePhone } from '#modules/hotspot/testing.ts'
import { aGateway } from '#modules/messaging/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { paidTown, type PaidTown } from './paid-town.ts'

export const origin = { actor: system('test'), name: 'test.work' }
export const ROUTER = 'http://10.5.50.1'

type Door = Awaited<ReturnType<typeof aDoor>>
export type Somebody = ReturnType<Street['somebody']>

/** A town with a walk-in door, opened for one file of stories; what holds of hotspots holds when they are told. */
export class Street {
  #people = 0
  #opened: { town: PaidTown; door: Door } | undefined

  static forThisFile(): Street {
    const street = new Street()
    beforeAll(async () => {
      const town = await paidTown()
      await town.units.unit(origin, aGateway)
      const door = await town.units.unit(origin, (tx) => aDoor(tx, { trial: 15, sponsored: 30 }))
      street.#opened = { town, door }
    })
    afterAll(async () => {
      const { town } = street
      for (const { name, violations } of invariants)
        expect([name, await town.units.read(origin, violations)]).toEqual([name, []])
      await town.close()
    })
    return street
  }

  get town(): PaidTown {
    return must(this.#opened, 'it is opened before the stories').town
  }

  get door(): Door {
    return must(this.#opened, 'it is opened before the stories').door
  }

  inUnit = <T>(work: (tx: Tx) => Promise<T>) => this.town.units.unit(origin, work)

  pass = (mac: string) =>
    this.town.units.read(origin, async (read) => {
      const id = await passOfDevice(read, mac)
      return id === undefined ? undefined : passNow(read, id)
    })

  /** Somebody new, with a phone of their own, sent by a router that takes the password as it is. */
  somebody(said: Record<string, string> = {}) {
    const digits = String(++this.#people).padStart(2, '0')
    const mac = `a4:2b:b0:00:00:${digits}`
    const phone = new CaptivePhone(this.town.base)
    const arrive = () =>
      phone.arrive(this.door.code, {
        ...{ mac: mac.toUpperCase(), 'link-login-only': `${ROUTER}/login` },
        ...{ 'link-orig': 'http://example.com/', ...said },
      })
    return { mac, phone, arrive, number: `0722 0001 ${digits}`, msisdn: `2547220001${digits}` }
  }

  async buys({ phone, arrive, number, msisdn }: Somebody) {
    const { town, door } = this
    await arrive()
    await phone.send(/name="plan"/, { plan: door.planId, phone: number, agree: 'yes' })
    await town.settle()
    town.sim.prompts.typePin(msisdn, '1234')
    await town.pass()
    return phone.goesOn()
  }
}
