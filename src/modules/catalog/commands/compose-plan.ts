import { createHash } from 'node:crypto'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { composePackage, packageContent, type composePlan as endpoint } from '../contract.ts'
import { productsById } from '../queries/products.ts'
import { choiceRefused, packageNotFound } from '../refusals.ts'
import { composedBy, insertComposed, insertPlan, lockPackage } from '../store.ts'
import { findProfile } from './find-profile.ts'
import { publishVersion } from './publish-version.ts'
import { saveDraft } from './save-draft.ts'

/**
 * Makes a plan of what somebody composed, or finds the one that the same choice under the same prices made before.
 * It is a plan like any other from then on, but in no list.
 */
export async function composePlan(
  tx: Tx,
  { packageId, choice }: ParsedInputOf<typeof endpoint>,
): Promise<{ planId: string; planVersionId: string }> {
  const found = await lockPackage(tx, packageId)
  if (found?.state !== 'open') throw packageNotFound()
  const content = packageContent.parse(found.content)
  const products = await productsById(tx, content.extras)
  const composed = composePackage(content, products, choice)
  if (composed.kind === 'no') throw choiceRefused({}, composed.issues)

  const prices = products.map((one) => one.latest.id)
  const choiceHash = createHash('sha256')
    .update(JSON.stringify([packageId, found.version, choice, prices]))
    .digest('base64url')
  const there = await composedBy(tx, choiceHash)
  if (there) return { planId: there.plan_id, planVersionId: there.plan_version_id }

  const { data_gb, down_mbps } = choice
  const amount = data_gb === null ? '' : ` ${data_gb} GB`
  const speed = await findProfile(tx, { rate: composed.rate })
  const quota =
    composed.quota && (await findProfile(tx, { quota: composed.quota, name: amount.trim() }))
  const fairUse = data_gb === null ? content.data.fairUse : null
  const planId = newId(tx.now)
  await insertPlan(tx, {
    ...{ id: planId, code: `${found.code.slice(0, 17)}-${planId.slice(-12).toUpperCase()}` },
    name: `${content.name.en} ${down_mbps} Mbps${amount}`.slice(0, 60),
    ...{ service_type_id: content.serviceTypeId, audience: 'nobody', site_ids: null },
    ...{ description_en: '', description_sw: '', kind: 'composed', state: 'open' },
  })
  await saveDraft(tx, {
    ...{ planId, speed: null, notes: '' },
    terms: { ...composed.terms, profiles: { speed, quota, fairUse, accessHours: null } },
  })
  const planVersionId = await publishVersion(tx, { planId, sellFrom: null })
  await insertComposed(tx, { choiceHash, packageId, planVersionId, choice })
  audit(tx, { objects: [{ table: 'catalog.package', id: packageId }] })
  return { planId, planVersionId }
}
