import { addonsDuring, endAddon, servicesHeld } from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { addonNotHeld, serviceNotFound } from '../refusals.ts'
import { addonComponent } from '../rules/addon-component.ts'
import { runningPeriodEnd } from '../queries/running-period.ts'
import { creditUnused } from './credit-unused.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/** An add-on ends: now, and what is not used of its time comes back, or with the time that is paid or that the next invoice is for. */
export async function cancelAddon(
  tx: Tx,
  input: { serviceId: string; addonId: string; when: 'now' | 'period-end' },
): Promise<void> {
  const { serviceId, addonId } = input
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  const { subscriberId } = service
  await lockSubscribers(tx, [subscriberId])
  const addons = await addonsDuring(tx, {
    ...{ serviceIds: [serviceId], from: tx.now, to: tx.now.add({ milliseconds: 1 }) },
  })
  if (!addons.some((one) => one.addonId === addonId)) throw addonNotHeld()
  const at = (input.when === 'period-end' && (await runningPeriodEnd(tx, service))) || tx.now
  const credited = await creditUnused(tx, {
    ...{ serviceId, component: addonComponent(addonId), reason: 'Add-on ended' },
    ...{ stretches: [{ from: at, to: at.add(FAR) }], key: `billing.addon-end:${addonId}` },
  })
  await endAddon(tx, { addonId, at })
  // Also where nothing came back: without it the next period may be cheap enough for the wallet.
  await renewFromWallets(tx, { subscriberIds: [...new Set([subscriberId, ...credited])] })
}

const FAR = { hours: 24 * 365 * 20 }
