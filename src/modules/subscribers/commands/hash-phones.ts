import type { Tx } from '#platform/tx.ts'
import { at, phoneBlinds } from '../queries/sealed.ts'
import { lockUnhashed, updateContact } from '../store.ts'

/** Makes phones known by their hashes, some at a time. How many. */
export async function hashPhones(tx: Tx, limit: number): Promise<number> {
  const contacts = await lockUnhashed(tx, limit)
  for (const { id, channel, value_sealed } of contacts) {
    const value = tx.vault.open(at('contact', 'value_sealed', id), value_sealed)
    await updateContact(tx, id, phoneBlinds(tx.vault, { channel, value }))
  }
  return contacts.length
}
