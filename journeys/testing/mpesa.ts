import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { addShortcode, registerAtMpesa } from '#modules/payments/index.ts'
import { wake } from '#platform/jobs.ts'
import { APP, INITIATOR, SimMpesa } from '#sim/mpesa.ts'
import type { World } from '../world.ts'

const ORIGIN = { actor: system('test'), name: 'test.work' }
export const PAYBILL = '600100'

/** The simulated Daraja beside a world that listens already, with a paybill registered there. */
export async function mpesaBeside({ clock, ground, settle }: World) {
  const { units } = ground
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
    sim,
    /** Where the phones are, and the fault lab. */
    page: api,
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
  }
}
