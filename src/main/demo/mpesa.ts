import { join } from 'node:path'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { accountTotal, CHART } from '#modules/ledger/index.ts'
import { addShortcode, registerAtMpesa, shortcodesNow } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { APP, INITIATOR, SimMpesa } from '#sim/mpesa.ts'
import type { Ground } from '../ground.ts'
import { letThemWalkBy } from './passers-by.ts'
import { readDemo, writeDemo } from './record.ts'

const NUMBER = '522522'
const PASSKEY = 'the-hornbill-pays-at-dawn'
/** With these one can begin; any other number has a phone as well. */
const PHONES = ['254712345678', '254722000111', '254110000222']
const ORIGIN = { actor: system('demo'), name: 'demo.open-mpesa' }
/** By then HTTP listens, and our address can be told. */
const REGISTERED_AFTER = { seconds: 3 }

/** M-Pesa as the demo has it: a paybill of the ISP, and phones on which a person types PINs. Rejects where the port is taken. */
export async function openMpesa(ground: Ground, home: string, port: number) {
  const { clock, units } = ground
  const api = `http://127.0.0.1:${port}`
  const sim = new SimMpesa(() => clock.now(), join(home, 'mpesa-town.json'))
  const paybill = sim.town.addShortcode({ number: NUMBER, kind: 'paybill', passkey: PASSKEY })
  sim.recall()
  for (const msisdn of PHONES) sim.town.phone(msisdn)
  await sim.door.listen(port)
  const isNew = await units.unit(ORIGIN, (tx) =>
    openPaybill(tx, { api, certificate: sim.certificate }),
  )
  // What came before anybody could tell of it is there as well, so that both sides begin with the same.
  if (isNew)
    paybill.cents = await units.read(ORIGIN, (read) => accountTotal(read, CHART.mpesaPaybill))
  tellPhones(home, sim, api)
  sim.run()
  const closing = new AbortController()
  const walking = isNew ? letThemWalkBy(ground, sim, closing.signal) : Promise.resolve()
  return async () => {
    closing.abort()
    await walking
    await sim.close()
  }
}

/** Whether it is new. The simulated Safaricom has forgotten our addresses with each start, so those are told again. */
async function openPaybill(
  tx: Tx,
  { api, certificate }: { api: string; certificate: string },
): Promise<boolean> {
  const known = (await shortcodesNow(tx)).find(({ number }) => number === NUMBER)
  const shortcodeId = known?.id ?? newId(tx.now)
  if (!known)
    await addShortcode(tx, {
      ...{ id: shortcodeId, name: 'M-Pesa', kind: 'paybill', number: NUMBER, store: null },
      ...{ siteId: null, api, validates: false, ...APP, passkey: PASSKEY },
      initiator: { ...INITIATOR, certificate },
    })
  if (known && known.api !== api) return false
  const at = tx.now.add(REGISTERED_AFTER)
  tx.later(registerAtMpesa, { shortcodeId, phone: '+254722000000' }, { key: shortcodeId, at })
  return known === undefined
}

function tellPhones(home: string, { town }: SimMpesa, api: string): void {
  const record = readDemo(home)
  if (!record) return
  const phones = PHONES.map((msisdn) => {
    const { firstName: name, pin } = town.phone(msisdn)
    return { phone: `+${msisdn}`, name, pin, page: `${api}/phone/${msisdn}` }
  })
  writeDemo(home, { ...record, mpesa: { paybill: NUMBER, page: api, lab: `${api}/lab`, phones } })
}
