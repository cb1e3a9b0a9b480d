import { callingSubscriber } from '#platform/reach.ts'
import { serve } from '#platform/serve.ts'
import { addGateway } from './commands/add-gateway.ts'
import { addOptOut } from './commands/add-opt-out.ts'
import { addPushAddress } from './commands/add-push-address.ts'
import { changeGateway } from './commands/change-gateway.ts'
import { changeWording } from './commands/change-wording.ts'
import { liftOptOut } from './commands/lift-opt-out.ts'
import { resendMessage } from './commands/resend-message.ts'
import { resetWording } from './commands/reset-wording.ts'
import { writeMessage } from './commands/write-message.ts'
import * as contract from './contract.ts'
import { gatewayNow, gatewaysNow } from './queries/gateways.ts'
import { messageByKey, messageNow, messagesOf, messagesPage } from './queries/messages.ts'
import { optOutsPage } from './queries/opt-outs.ts'
import { spendingNow } from './queries/spending.ts'
import { templateNow, templatesNow, type Declared } from './queries/templates.ts'
import { hookUrls } from './rules/hook-urls.ts'
import { deletePushAddress, pushDevices, pushKeysOrNew } from './store/addresses.ts'
import { hookSecretOf, lockGateway } from './store/gateways.ts'

const messages = [
  serve(contract.listMessages, messagesPage),
  serve(contract.readMessage, (read, { messageId }) => messageNow(read, messageId)),
  serve(contract.writeMessage, async (tx, input) =>
    messageByKey(tx, await writeMessage(tx, input)),
  ),
  serve(contract.resendMessage, async (tx, input) =>
    messageByKey(tx, await resendMessage(tx, input)),
  ),
  serve(contract.readSpending, spendingNow),
  serve(contract.listOptOuts, optOutsPage),
  serve(contract.addOptOut, async (tx, input) => ({ added: await addOptOut(tx, input) })),
  serve(contract.liftOptOut, async (tx, input) => {
    await liftOptOut(tx, input)
    return {}
  }),
]

function gateways(origin: () => URL) {
  return [
    serve(contract.listGateways, async (read) => ({ gateways: await gatewaysNow(read) })),
    serve(contract.addGateway, async (tx, input) => {
      await addGateway(tx, input)
      return gatewayNow(tx, input.id)
    }),
    serve(contract.changeGateway, async (tx, input) => {
      await changeGateway(tx, input)
      return gatewayNow(tx, input.gatewayId)
    }),
    serve(contract.readGatewayHooks, async (tx, { gatewayId }) =>
      hookUrls(origin(), hookSecretOf(tx, await lockGateway(tx, gatewayId))),
    ),
  ]
}

function templates(declared: Declared) {
  return [
    serve(contract.listTemplates, async (read) => ({
      templates: await templatesNow(read, declared),
    })),
    serve(contract.changeWording, async (tx, input) => {
      await changeWording(tx, input, declared)
      return templateNow(tx, declared, input.template)
    }),
    serve(contract.resetWording, async (tx, input) => {
      await resetWording(tx, input)
      return templateNow(tx, declared, input.template)
    }),
  ]
}

const portal = [
  serve(contract.listMyMessages, (read, input) => messagesOf(read, callingSubscriber(read), input)),
  serve(contract.readPushKey, async (tx) => ({
    publicKey: (await pushKeysOrNew(tx)).publicKey,
    devices: await pushDevices(tx, callingSubscriber(tx)),
  })),
  serve(contract.addPushAddress, async (tx, { endpoint, keys, device }) => {
    await addPushAddress(tx, {
      subscriberId: callingSubscriber(tx),
      address: { endpoint, keys },
      device,
    })
    return { devices: await pushDevices(tx, callingSubscriber(tx)) }
  }),
  serve(contract.removePushAddress, async (tx, { endpoint }) => {
    await deletePushAddress(tx, { endpoint, subscriberId: callingSubscriber(tx) })
    return { devices: await pushDevices(tx, callingSubscriber(tx)) }
  }),
]

export function routes(given: { declared: Declared; origin: () => URL }) {
  return [...messages, ...gateways(given.origin), ...templates(given.declared), ...portal]
}
