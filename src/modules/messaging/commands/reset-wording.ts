import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { resetWording as endpoint } from '../contract.ts'
import { deleteWording } from '../store/wordings.ts'

export async function resetWording(
  tx: Tx,
  { template, language }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  await deleteWording(tx, template, language)
  audit(tx, { objects: [{ table: 'messaging.wording', id: `${template} ${language}` }] })
}
