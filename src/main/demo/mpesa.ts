import { join } from 'node:path'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { addShortcode, registerAtMpesa, shortcodesNow } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { APP, INITIATOR, SimMpesa } from '#sim/mpesa.ts'
import type { Ground } from '../ground.ts'
import { readDemo, writeDemo } from './record.ts'

/** Where the simulated Daraja answers while the demo runs, with the phones of the payers. */
const PORT = 28_740
const API = `http://127.0.0.1:${PORT}`
const NUMBER = '522522'
const PASSKEY = 'the-hornbill-pays-at-dawn'
/** With these one can begin; any other number has a phone as well. */
const PHONES = ['254712345678', '254722000111', '254110000222']
const ORIGIN = { actor: system('demo'), name: 'demo.open-mpesa' }
/** By then HTTP listens, and our address can be told. */
const REGISTERED_AFTER = { seconds: 3 }

/** M-Pesa as the demo has it: a paybill of the ISP, and phones on which a person types PINs. */
export async function openMpesa({ clock, units, log }: Ground, home: string) {
  const sim = new SimMpesa(() => clock.now(), join(home, 'mpesa-town.json'))
  sim.town.addShortcode({ number: NUMBER, kind: 'paybill', passkey: PASSKEY })
  sim.recall()
  for (const msisdn of PHONES) sim.town.phone(msisdn)
  try {
    await sim.door.listen(PORT)
  } catch (err) {
    log.info({ err }, 'The simulated M-Pesa stays away: another Kasi on this machine has it')
    return async () => undefined
  }
  await units.unit(ORIGIN, (tx) => openPaybill(tx, sim.certificate))
  tellPhones(home, sim)
  sim.run()
  return () => sim.close()
}

/** Once; the simulated Safaricom has forgotten our addresses with each start, so those are told again. */
async function openPaybill(tx: Tx, certificate: string): Promise<void> {
  const known = (await shortcodesNow(tx)).find(({ number }) => number === NUMBER)
  const shortcodeId = known?.id ?? newId(tx.now)
  if (!known)
    await addShortcode(tx, {
      ...{ id: shortcodeId, name: 'M-Pesa', kind: 'paybill', number: NUMBER, store: null },
      ...{ siteId: null, api: API, validates: false, ...APP, passkey: PASSKEY },
      initiator: { ...INITIATOR, certificate },
    })
  if (known && known.api !== API) return
  const at = tx.now.add(REGISTERED_AFTER)
  tx.later(registerAtMpesa, { shortcodeId, phone: '+254722000000' }, { key: shortcodeId, at })
}

function tellPhones(home: string, { town }: SimMpesa): void {
  const record = readDemo(home)
  if (!record) return
  const phones = PHONES.map((msisdn) => {
    const { firstName: name, pin } = town.phone(msisdn)
    return { phone: `+${msisdn}`, name, pin, page: `${API}/phone/${msisdn}` }
  })
  writeDemo(home, { ...record, mpesa: { paybill: NUMBER, page: API, lab: `${API}/lab`, phones } })
}
