import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { addShortcode, registerAtMpesa } from '#modules/payments/index.ts'
import { wake } from '#platform/jobs.ts'
import { APP, INITIATOR, SimMpesa } from '#sim/mpesa.ts'
import { World } from '../world.ts'

const ORIGIN = { actor: system('test'), name: 'test.work' }
export const PAYBILL = '600100'

export type PaidTown = Awaited<ReturnType<typeof paidTown>>

/** The whole product at a port of its own, with the simulated Daraja beside it and a paybill registered there. */
export async function paidTown(given: Parameters<typeof World.open>[0] = {}) {
  const world = await World.open(given)
  const { clock, ground, settle } = world
  const { units } = ground
  const base = await world.http.listen({ host: '127.0.0.1', port: 0 })
  ground.listensAt(base)
  const sim = new SimMpesa(() => clock.now())
  const api = await sim.door.listen()
  const shortcodeId = newId(clock.now())
  sim.town.addShortcode({ number: PAYBILL, kind: 'paybill', passkey: 'pass' })
  await units.unit(ORIGIN, async (tx) => {
    await addShortcode(tx, {
      ...{ id: shortcodeId, name: 'Paybill', kind: 'paybill', number: PAYBILL, store: null },
      ...{ siteId: null, api, validates: false, ...APP, passkey: 'pass' },
      initiator: { ...INITIATOR, certificate: sim.certificate },
    })
    tx.later(registerAtMpesa, { shortcodeId, phone: '+254722000000' })
  })
  await settle()
  return {
    ...{ world, clock, units, sim, base, settle },
    /** Time passes, M-Pesa tells what it has to, and we do what is due. */
    pass: async (seconds = 1) => {
      clock.passes(`PT${seconds}S`)
      await sim.settle()
      await units.unit(ORIGIN, async (tx) => {
        wake(tx, 'payments.read-tellings')
        wake(tx, 'payments.look-after-prompts')
      })
      await settle()
    },
    close: async () => {
      await sim.close()
      await world[Symbol.asyncDispose]()
    },
  }
}
