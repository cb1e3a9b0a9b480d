import { createHash } from 'node:crypto'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { LOGO_BYTES_MAX } from '../contract.ts'
import { brandChanged } from '../events.ts'
import { logoRefused, logoTooLarge, refuseStale } from '../refusals.ts'
import { judgeLogo } from '../rules/logo.ts'
import { lockBrand, putSetupStep, updateBrand } from '../store.ts'

/** Puts a new logo in place, if its bytes are a picture that can do no harm where everybody sees it. */
export async function uploadLogo(tx: Tx, input: { bytes: Uint8Array; version: number }) {
  const { bytes } = input
  if (bytes.length > LOGO_BYTES_MAX) {
    throw logoTooLarge({ limit: LOGO_BYTES_MAX, bytes: bytes.length })
  }
  const verdict = judgeLogo(bytes)
  if (verdict.kind === 'no') throw logoRefused({ why: verdict.why })

  refuseStale(await lockBrand(tx), input.version)
  await updateBrand(tx, {
    logo: Buffer.from(bytes),
    logo_type: verdict.type,
    logo_tag: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  })
  await putSetupStep(tx, 'brand', 'done')
  audit(tx, { objects: [{ table: 'organization.brand', id: 'brand' }] })
  tx.emit(brandChanged, {})
}
