import type { Client } from '#kernel/client.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { addGateway, listGateways } from '#modules/messaging/contract.ts'
import { hooksOfGateways } from '#modules/messaging/index.ts'
import { system } from '#kernel/actor.ts'
import { SimTexts } from '#sim/texts.ts'
import type { Ground } from '../ground.ts'
import type { DemoPorts } from './ports.ts'
import { sameId } from './same-id.ts'

const ORIGIN = { actor: system('demo'), name: 'demo.open-texts' }

/** The owner's account at Africa's Talking, and a second one at a bulk provider for when the first is in trouble. */
export async function openGateways(owner: Client, ports: Pick<DemoPorts, 'texts'>): Promise<void> {
  const { gateways } = await owner.call(listGateways, {})
  if (gateways.length > 0) return
  const common = { api: apiAt(ports.texts), sender: 'SAVANNA', partCost: moneyToWire(kes(80n)) }
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

/** Where the simulated gateways answer while the demo runs. */
function apiAt(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** The networks and phones behind those gateways. What comes to a phone is kept beside the mail. Rejects where the port is taken. */
export async function openTexts({ clock, units, mailbox, origin }: Ground, port: number) {
  const sim = new SimTexts(
    () => clock.now(),
    (text) => mailbox?.keepText(text),
  )
  sim.letterFaults = mailbox?.faults
  const at = await sim.listen(port)
  if (mailbox) mailbox.lab = `${at}/lab`
  const hooks = await units.read(ORIGIN, (read) => hooksOfGateways(read, origin()))
  sim.reportUrl = hooks.find(({ api }) => api === apiAt(port))?.report
  const timer = setInterval(() => void sim.settle(), 1000)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await sim.close()
  }
}
