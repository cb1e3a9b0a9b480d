import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { addSegment as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { nameTaken } from '../refusals.ts'
import { insertSegment } from '../store.ts'

/** Adds a segment; who belongs to it is kept with the subscribers. */
export async function addSegment(
  tx: Tx,
  { name, proof, proofDays }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const id = newId(tx.now)
  const added = await insertSegment(tx, {
    ...{ id, name_en: name.en, name_sw: name.sw, proof_en: proof.en, proof_sw: proof.sw },
    ...{ proof_days: proofDays, state: 'open' },
  })
  if (!added) {
    throw nameTaken({ name: name.en }, [{ path: 'name.en', message: 'Choose another name.' }])
  }
  tx.emit(pricesChanged, { what: 'segment', id })
  return id
}
