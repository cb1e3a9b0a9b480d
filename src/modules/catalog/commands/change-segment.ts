import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeSegment as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { nameTaken, refuseStale, segmentNotFound } from '../refusals.ts'
import { alone, lockSegment, segmentNamed, updateSegment } from '../store.ts'

/** Changes a segment, or takes it out of the choices; rules for it go on as long as they are on. */
export async function changeSegment(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { segmentId, version, name, proof, proofDays, state } = input
  await alone(tx, 'segments')
  const segment = await lockSegment(tx, segmentId)
  if (!segment) throw segmentNotFound()
  refuseStale(segment, version)
  if (state === 'open' && (await segmentNamed(tx, name.en, segmentId))) {
    throw nameTaken({ name: name.en }, [{ path: 'name.en', message: 'Choose another name.' }])
  }
  await updateSegment(tx, segmentId, {
    ...{ name_en: name.en, name_sw: name.sw, proof_en: proof.en, proof_sw: proof.sw },
    ...{ proof_days: proofDays, state },
  })
  tx.emit(pricesChanged, { what: 'segment', id: segmentId })
}
