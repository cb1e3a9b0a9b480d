import { nobody, system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { wake } from '#platform/jobs.ts'
import { silentLog } from '#platform/log.ts'
import type { Manifest } from '#platform/manifest.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { APP, INITIATOR, SimMpesa } from '#sim/mpesa.ts'
import { registerAtMpesa } from '../jobs.ts'
import { payments } from '../module.ts'
import { daraja } from '../outside/mpesa/daraja.ts'
import { addShortcode } from './add-shortcode.ts'

const origin = { actor: system('test'), name: 'test.work' }

export type MpesaTown = {
  readonly units: TestUnits
  readonly http: Http
  readonly sim: SimMpesa
  readonly shortcodeId: string
  /** Time passes, M-Pesa tells what it has to, and we do what is due. */
  pass(seconds?: number): Promise<void>
  /** How long we wait for Daraja from now on, for tests in which it is too long. */
  waits(patience_ms: number): void
  close(): Promise<void>
}

/** This room with the simulated Daraja beside it, and paybill 600100 registered there. */
export async function mpesaTown(also: readonly Manifest[] = []): Promise<MpesaTown> {
  let base = new URL('http://127.0.0.1')
  let patience_ms = 20_000
  const mpesa = daraja(
    () => units.clock.now().epochMilliseconds,
    undefined,
    () => patience_ms,
  )
  const room = payments({ mpesa, origin: () => base })
  const units = await testUnits({ manifests: [room, ...also] })
  const http = await createHttp({
    ...{ manifests: [room], units, clock: units.clock, log: silentLog },
    authenticate: async () => nobody,
  })
  base = await http.listen({ host: '127.0.0.1', port: 0 })
  const sim = new SimMpesa(() => units.clock.now())
  const api = await sim.door.listen()
  const shortcodeId = newId(units.clock.now())
  sim.town.addShortcode({ number: '600100', kind: 'paybill', passkey: 'pass' })
  await units.unit(origin, async (tx) => {
    await addShortcode(tx, {
      ...{ id: shortcodeId, name: 'Paybill', kind: 'paybill', number: '600100', store: null },
      ...{ siteId: null, api, validates: false, ...APP, passkey: 'pass' },
      initiator: { ...INITIATOR, certificate: sim.certificate },
    })
    tx.later(registerAtMpesa, { shortcodeId, phone: '+254722000000' })
  })
  await units.runJobs()
  return {
    ...{ units, http, sim, shortcodeId },
    pass: async (seconds = 1) => {
      units.clock.passes(`PT${seconds}S`)
      await sim.settle()
      await units.unit(origin, async (tx) => {
        wake(tx, 'payments.read-tellings')
        wake(tx, 'payments.look-after-prompts')
      })
      await units.runJobs()
    },
    waits: (given) => {
      patience_ms = given
    },
    close: async () => {
      await sim.close()
      await http.close()
    },
  }
}
