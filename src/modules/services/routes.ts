import { callingSubscriber } from '#platform/reach.ts'
import { serve, type Route } from '#platform/serve.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { activateService } from './commands/activate-service.ts'
import { addCredential } from './commands/add-credential.ts'
import { askChange } from './commands/ask-change.ts'
import { changeCredential } from './commands/change-credential.ts'
import { changeDetails } from './commands/change-details.ts'
import { chooseOptions } from './commands/choose-options.ts'
import { dropChange } from './commands/drop-change.ts'
import { endService } from './commands/end-service.ts'
import { fixAddress } from './commands/fix-address.ts'
import { freeAddress } from './commands/free-address.ts'
import { liftHold } from './commands/lift-hold.ts'
import { makeChange } from './commands/make-change.ts'
import { nameMyDevice } from './commands/name-my-device.ts'
import { orderService } from './commands/order-service.ts'
import { pauseMyService } from './commands/pause-my-service.ts'
import { putUnderContract } from './commands/put-under-contract.ts'
import { putDevice } from './commands/put-device.ts'
import { refuseElsewhere } from './commands/refuse-elsewhere.ts'
import { refuseStranger } from './commands/refuse-stranger.ts'
import { refuseUnquotedPlan } from './commands/refuse-unquoted-plan.ts'
import { removeCredential } from './commands/remove-credential.ts'
import { removeDevice } from './commands/remove-device.ts'
import { resumeMyService } from './commands/resume-my-service.ts'
import { revealCredential } from './commands/reveal-credential.ts'
import { setAutomatic } from './commands/set-automatic.ts'
import { setMyAutoRenew } from './commands/set-my-auto-renew.ts'
import { setHold } from './commands/set-hold.ts'
import * as contract from './contract.ts'
import { holdersOf } from './queries/holders.ts'
import { myDevicesNow, servicesOf, theirService } from './queries/portal.ts'
import { planFacts } from './queries/plans.ts'
import { serviceNow, servicesPage, siteOfService } from './queries/services.ts'

/** Where the service is that a call is about. */
const its = (read: Read, { serviceId }: { serviceId: string }) => siteOfService(read, serviceId)

/** A route that does something with one service and shows what it has become. */
function doing<Input extends { serviceId: string }>(
  work: (tx: Tx, input: Input) => Promise<unknown>,
): (tx: Tx, input: Input) => Promise<contract.Service> {
  return async (tx, input) => {
    await work(tx, input)
    return serviceNow(tx, input.serviceId)
  }
}

const instantOrNull = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))

export const routes: Route[] = [
  serve(contract.countHolders, (read, { planVersionId }) => holdersOf(read, planVersionId)),
  serve(contract.listServices, servicesPage, 'filtered'),
  serve(contract.readService, (read, { serviceId }) => serviceNow(read, serviceId), its),
  serve(
    contract.order,
    async (tx, { username, password, ...input }) => {
      await refuseStranger(tx, input.subscriberId)
      await refuseElsewhere(tx, input)
      const ordered = await orderService(tx, {
        ...input,
        ...(await planFacts(tx, input.planVersionId)),
        ...(username !== null && { username }),
        ...(password !== null && { password }),
      })
      return serviceNow(tx, ordered.serviceId)
    },
    async (_, input) => input.siteId,
  ),
  serve(contract.activate, doing(activateService), its),
  serve(contract.end, doing(endService), its),
  serve(
    contract.hold,
    doing((tx, { from, to, ...input }) => {
      const begins = instantOrNull(from)
      return setHold(tx, { ...input, ...(begins && { from: begins }), to: instantOrNull(to) })
    }),
    its,
  ),
  serve(
    contract.lift,
    async (tx, input) => {
      await liftHold(tx, input)
      return serviceNow(tx, input.serviceId)
    },
    its,
  ),
  serve(contract.changeDetails, doing(changeDetails), its),
  serve(
    contract.askChange,
    doing(async (tx, { serviceId, effective, at, details }) => {
      const moment = instantOrNull(at)
      if (effective !== 'period-end')
        await refuseUnquotedPlan(tx, { serviceId, details, at: moment ?? tx.now })
      if (effective === 'now') return makeChange(tx, { serviceId, details, quoteId: null })
      return askChange(tx, { serviceId, details, effective, ...(moment && { at: moment }) })
    }),
    its,
  ),
  serve(contract.chooseOptions, doing(chooseOptions), its),
  serve(contract.putUnderContract, doing(putUnderContract), its),
  serve(contract.dropChange, doing(dropChange), its),
  serve(contract.setAutomatic, doing(setAutomatic), its),
  serve(
    contract.addCredential,
    doing((tx, { password, ...input }) =>
      addCredential(tx, { ...input, ...(password !== null && { password }) }),
    ),
    its,
  ),
  serve(contract.changeCredential, doing(changeCredential), its),
  serve(contract.revealCredential, revealCredential, its),
  serve(contract.removeCredential, doing(removeCredential), its),
  serve(contract.putDevice, doing(putDevice), its),
  serve(contract.removeDevice, doing(removeDevice), its),
  serve(contract.fixAddress, doing(fixAddress), its),
  serve(contract.freeAddress, doing(freeAddress), its),
  serve(contract.listMyServices, (read) => servicesOf(read, callingSubscriber(read))),
  serve(contract.setMyAutoRenew, async (tx, input) => {
    await setMyAutoRenew(tx, input)
    return servicesOf(tx, callingSubscriber(tx))
  }),
  serve(contract.pauseMyService, async (tx, { serviceId }) => {
    await pauseMyService(tx, serviceId)
    return servicesOf(tx, callingSubscriber(tx))
  }),
  serve(contract.listMyDevices, (read, { serviceId }) => myDevicesNow(read, serviceId)),
  serve(contract.nameMyDevice, async (tx, input) => {
    await nameMyDevice(tx, input)
    return myDevicesNow(tx, input.serviceId)
  }),
  serve(contract.forgetMyDevice, async (tx, { serviceId, deviceId }) => {
    await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
    await removeDevice(tx, { serviceId, deviceId })
    return myDevicesNow(tx, serviceId)
  }),
  serve(contract.resumeMyService, async (tx, { serviceId }) => {
    await resumeMyService(tx, serviceId)
    return servicesOf(tx, callingSubscriber(tx))
  }),
]
