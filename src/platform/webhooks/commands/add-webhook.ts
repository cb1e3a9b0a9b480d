import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { plainAddress, tooManyWebhooks, unknownEvent } from '../refusals.ts'
import { newSecret } from '../rules/signature.ts'
import { insertWebhook, SECRET_SEALED, URL_SEALED } from '../store.ts'

const WEBHOOKS_MAX = 100

/** Adds a webhook that is on at once. The secret is given back here and never again. */
export async function addWebhook(
  tx: Tx,
  wanted: { name: string; url: string; events: readonly string[] },
  about: { known: ReadonlySet<string>; allowPrivate: boolean },
): Promise<{ id: string; secret: string }> {
  checkAddress(wanted.url, about)
  checkEvents(wanted.events, about.known)
  const { count } = await tx.sql
    .selectFrom('platform.webhook')
    .select((all) => all.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= BigInt(WEBHOOKS_MAX)) throw tooManyWebhooks({ most: WEBHOOKS_MAX })

  const id = newId(tx.now)
  const secret = newSecret()
  await insertWebhook(tx, {
    id,
    name: wanted.name,
    host: new URL(wanted.url).host,
    url_sealed: tx.vault.seal({ ...URL_SEALED, row: id }, wanted.url),
    events: [...new Set(wanted.events)],
    secret_sealed: tx.vault.seal({ ...SECRET_SEALED, row: id }, secret),
    state: 'on',
    added_at: tx.now,
    changed_at: tx.now,
  })
  return { id, secret }
}

/** What a look at the address alone can tell; where its name leads is checked at every call. */
export function checkAddress(address: string, { allowPrivate }: { allowPrivate: boolean }): void {
  const url = new URL(address)
  const isPlain = url.protocol !== 'https:' && !allowPrivate
  if (isPlain || url.username !== '' || url.password !== '')
    throw plainAddress({}, [{ path: 'url', message: 'Write https:// and no password.' }])
}

export function checkEvents(events: readonly string[], known: ReadonlySet<string>): void {
  const index = events.findIndex((event) => !known.has(event))
  const event = events[index]
  if (event !== undefined)
    throw unknownEvent({ event }, [{ path: `events.${index}`, message: 'There is no such event.' }])
}
