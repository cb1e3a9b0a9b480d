import type { Tx } from '#platform/tx.ts'
import { webhookChangedMeanwhile } from '../refusals.ts'
import { lockWebhook, updateWebhook, URL_SEALED } from '../store.ts'
import { checkAddress, checkEvents } from './add-webhook.ts'

/** Changes a webhook. Switching it on again forgets why it was off and how long it had failed. */
export async function changeWebhook(
  tx: Tx,
  wanted: {
    webhookId: string
    name: string
    url: string
    events: readonly string[]
    state: 'on' | 'off'
    version: number
  },
  about: { known: ReadonlySet<string>; allowPrivate: boolean },
): Promise<void> {
  const { webhookId: id } = wanted
  const before = await lockWebhook(tx, id)
  if (before.version !== wanted.version) throw webhookChangedMeanwhile()
  checkAddress(wanted.url, about)
  checkEvents(wanted.events, about.known)
  const isSwitchedOn = wanted.state === 'on' && before.state === 'off'
  await updateWebhook(tx, id, {
    name: wanted.name,
    host: new URL(wanted.url).host,
    url_sealed: tx.vault.seal({ ...URL_SEALED, row: id }, wanted.url),
    events: [...new Set(wanted.events)],
    state: wanted.state,
    ...(isSwitchedOn && { off_because: null, failing_since: null }),
  })
}
