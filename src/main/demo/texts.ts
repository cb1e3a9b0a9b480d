import type { Client } from '#kernel/client.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { addGateway, listGateways } from '#modules/messaging/contract.ts'
import { hooksOfGateways } from '#modules/messaging/index.ts'
import { system } from '#kernel/actor.ts'
import { SimTexts } from '#sim/texts.ts'
import type { Ground } from '../ground.ts'
import { sameId } from './same-id.ts'

/** Where the simulated gateways answer while the demo runs. */
const PORT = 28_730
const API = `http://127.0.0.1:${PORT}`
const ORIGIN = { actor: system('demo'), name: 'demo.open-texts' }

/** The owner's account at Africa's Talking, and a second one at a bulk provider for when the first is in trouble. */
export async function openGateways(owner: Client): Promise<void> {
  const { gateways } = await owner.call(listGateways, {})
  if (gateways.length > 0) return
  const common = { api: API, sender: 'SAVANNA', partCost: moneyToWire(kes(80n)) }
  const keys = { account: 'savanna', secret: 'demo-only-not-a-key', signing: null }
  await owner.call(addGateway, {
    ...{ ...common, id: sameId('gateway africastalking'), keys },
    ...{ kind: 'africastalking', name: "Africa's Talking", rank: 1 },
  })
  await owner.call(addGateway, {
    ...{ ...common, id: sameId('gateway bulk'), keys },
    ...{ kind: 'bulk', name: 'TextSMS', rank: 2 },
  })
}

/** The networks and phones behind those gateways. What comes to a phone is kept beside the mail. */
export async function openTexts({ clock, units, log, mailbox, origin }: Ground) {
  const sim = new SimTexts(
    () => clock.now(),
    (text) => mailbox?.keepText(text),
  )
  try {
    await sim.listen(PORT)
  } catch (err) {
    log.info({ err }, 'The simulated SMS gateways stay away: another Kasi on this machine has them')
    return async () => undefined
  }
  const hooks = await units.read(ORIGIN, (read) => hooksOfGateways(read, origin()))
  sim.reportUrl = hooks.find(({ api }) => api === API)?.report
  const timer = setInterval(() => void sim.settle(), 1000)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await sim.close()
  }
}
