import type { z } from 'zod'
import type { Tx } from '#platform/tx.ts'
import type { language, theme, timeFormat } from '../contract.ts'
import { sealedAt } from '../queries/members.ts'
import { updateMember } from '../store.ts'

export type Profile = {
  name?: string | undefined
  language?: z.infer<typeof language> | undefined
  timeFormat?: z.infer<typeof timeFormat> | undefined
  theme?: z.infer<typeof theme> | undefined
}

/** Changes what is not left out of how a member is called and how Kasi speaks to them. */
export async function changeProfile(tx: Tx, given: Profile & { memberId: string }): Promise<void> {
  const { memberId, name, language, timeFormat, theme } = given
  const change = {
    ...(name !== undefined && {
      name_sealed: tx.vault.seal(sealedAt(memberId, 'name_sealed'), name),
    }),
    ...(language !== undefined && { language }),
    ...(timeFormat !== undefined && { time_format: timeFormat }),
    ...(theme !== undefined && { theme }),
  }
  if (Object.keys(change).length > 0) await updateMember(tx, memberId, change)
}
