import { profileContent } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { Policies } from '../rules/counter.ts'

type Wanted = { readonly fairUseId: string | null; readonly quotaId: string | null }

/** Versions of profiles never change, so each is read once in the life of a process. */
const kept = new Map<string, ReturnType<typeof profileContent.parse>>()
const KEPT_MAX = 5_000

/** What these standings' plans count. */
export async function policiesOf(
  read: Read,
  standings: readonly Wanted[],
): Promise<(standing: Wanted) => Policies> {
  const ids = standings.flatMap(({ fairUseId, quotaId }) => [fairUseId ?? [], quotaId ?? []].flat())
  const missing = [...new Set(ids)].filter((id) => !kept.has(id))
  if (missing.length > 0) {
    if (kept.size + missing.length > KEPT_MAX) kept.clear()
    const rows = await read.sql
      .selectFrom('catalog.profile_version')
      .select(['id', 'content'])
      .where('id', 'in', missing)
      .execute()
    for (const { id, content } of rows) kept.set(id, profileContent.parse(content))
  }
  return ({ fairUseId, quotaId }) => {
    const fairUse = fairUseId === null ? undefined : kept.get(fairUseId)
    const quota = quotaId === null ? undefined : kept.get(quotaId)
    return {
      fairUse: fairUse?.kind === 'fair-use' ? fairUse : null,
      quota: quota?.kind === 'quota' ? quota : null,
    }
  }
}
