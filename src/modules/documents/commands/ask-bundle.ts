import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { BUNDLE_DOCUMENTS_MAX, type askBundle as endpoint } from '../contract.ts'
import { makeBundle } from '../jobs.ts'
import { bundlesNow } from '../queries/bundles.ts'
import { countInDays } from '../queries/series.ts'
import { nothingToBundle, tooManyToBundle } from '../refusals.ts'
import { insertBundle } from '../store.ts'

/** Asks for archives of PDFs, which are made in the background. The sender's id makes a repetition the same. */
export async function askBundle(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  if ((await bundlesNow(tx, input.id)).length > 0) return
  const days = {
    from: Temporal.PlainDate.from(input.from),
    to: Temporal.PlainDate.from(input.to),
  }
  const { id, kind } = input
  const wanted = await countInDays(tx, { kind, ...days, limit: BUNDLE_DOCUMENTS_MAX })
  if (wanted === 0) throw nothingToBundle()
  if (wanted > BUNDLE_DOCUMENTS_MAX)
    throw tooManyToBundle({ count: `${BUNDLE_DOCUMENTS_MAX}+`, limit: BUNDLE_DOCUMENTS_MAX })
  await insertBundle(tx, { id, kind, ...days, wanted })
  audit(tx, { objects: [{ table: 'documents.bundle', id }] })
  tx.later(makeBundle, { bundleId: id }, { order: id })
}
