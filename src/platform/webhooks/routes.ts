import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import type { EventType } from '#platform/events.ts'
import { serve, type Route } from '#platform/serve.ts'
import { addWebhook } from './commands/add-webhook.ts'
import { changeWebhook } from './commands/change-webhook.ts'
import { replayDelivery, replayFailed } from './commands/replay.ts'
import { rotateSecret } from './commands/rotate-secret.ts'
import { sendTo } from './commands/send-event.ts'
import * as contract from './contract.ts'
import { webhookTested } from './events.ts'
import { deliveriesPage, deliveryNow, webhookNow, webhooksPage } from './queries.ts'
import { webhookIsOff } from './refusals.ts'
import { deleteWebhook, lockWebhook } from './store.ts'

export function routes(given: { events: readonly EventType[]; allowPrivate: boolean }): Route[] {
  const about = { known: new Set<string>(given.events.map(({ name }) => name)), ...given }
  const events = given.events.map(({ name, payload }) => ({ name, facts: factsOf(payload) }))
  return [
    serve(contract.listWebhooks, webhooksPage),
    serve(contract.readWebhook, (read, { webhookId }) => webhookNow(read, webhookId)),
    serve(contract.addWebhook, async (tx, input) => {
      const { id, secret } = await addWebhook(tx, input, about)
      return { webhook: await webhookNow(tx, id), secret }
    }),
    serve(contract.changeWebhook, async (tx, input) => {
      await changeWebhook(tx, input, about)
      return webhookNow(tx, input.webhookId)
    }),
    serve(contract.removeWebhook, async (tx, { webhookId }) => {
      await lockWebhook(tx, webhookId)
      await deleteWebhook(tx, webhookId)
      return {}
    }),
    serve(contract.rotateWebhookSecret, async (tx, { webhookId }) => {
      const secret = await rotateSecret(tx, webhookId)
      return { webhook: await webhookNow(tx, webhookId), secret }
    }),
    serve(contract.testWebhook, async (tx, { webhookId }) => {
      if ((await lockWebhook(tx, webhookId)).state === 'off') throw webhookIsOff()
      const happened = {
        eventId: newId(tx.now),
        name: webhookTested.name,
        at: tx.now,
        facts: { webhookId },
      }
      const deliveryId = await sendTo(tx, webhookId, happened)
      if (deliveryId === undefined) throw new Error('A test has an event id of its own')
      return { deliveryId }
    }),
    serve(contract.listDeliveries, deliveriesPage),
    serve(contract.readDelivery, (read, { deliveryId }) => deliveryNow(read, deliveryId)),
    serve(contract.replayDelivery, async (tx, { deliveryId }) => {
      await replayDelivery(tx, deliveryId)
      return {}
    }),
    serve(contract.replayFailed, (tx, { webhookId, since }) =>
      replayFailed(tx, { webhookId, since: Temporal.Instant.from(since) }),
    ),
    serve(contract.listWebhookEvents, async () => ({ events })),
  ]
}

const jsonObject = z.record(z.string(), z.json())

function factsOf(payload: z.ZodType) {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(payload, {
    io: 'input',
    unrepresentable: 'any',
  })
  return jsonObject.parse(JSON.parse(JSON.stringify(schema)))
}
