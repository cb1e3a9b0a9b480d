import type { Read } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { doorOf } from '../store/mpesa.ts'

/** What was told and is to be made sense of now, the oldest first. */
export async function tellingsToRead(read: Read, limit: number): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('payments.telling')
    .select('id')
    .where('state', '=', 'waiting')
    .where('look_at', '<=', read.now)
    .orderBy('look_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export type PromptToLookAt = {
  readonly prompt: {
    readonly id: string
    readonly state: string
    readonly checkoutId: string | null
    readonly now: Temporal.Instant
  }
  readonly door: Door
}

/** Prompts of which too little is known for too long. */
export async function promptsToLookAt(read: Read, limit: number): Promise<PromptToLookAt[]> {
  const rows = await read.sql
    .selectFrom('payments.prompt as prompt')
    .innerJoin('payments.shortcode as shortcode', 'shortcode.id', 'prompt.shortcode_id')
    .select(['prompt.id as prompt_id', 'prompt.state', 'checkout_id'])
    .select(['shortcode.id', 'number', 'kind', 'store', 'api', 'door_sealed'])
    .where('prompt.look_at', '<=', read.now)
    .orderBy('prompt.look_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    prompt: { id: row.prompt_id, state: row.state, checkoutId: row.checkout_id, now: read.now },
    door: doorOf(read, row),
  }))
}
