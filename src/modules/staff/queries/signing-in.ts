import type { Read, Tx } from '#platform/tx.ts'

/** The sign-in under way that a browser's cookie names, locked; its state is the caller's to judge. */
export async function lockSignIn(tx: Tx, tokenHash: string) {
  return tx.sql
    .selectFrom('staff.sign_in')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst()
}

/** Columns of `staff.mailed_code` that this room seals or blinds. */
export const CODE_COLUMN = 'staff.mailed_code.code_blind'
export function newEmailAt(row: string) {
  return { table: 'staff.mailed_code', column: 'new_email_sealed', row }
}

export type MailedCodePurpose = 'sign-in' | 'new-password' | 'new-email'

/** The newest code of its purpose for one subject, locked: an older one no longer counts. */
export async function lockMailedCode(
  tx: Tx,
  about: { purpose: MailedCodePurpose; subjectId: string },
) {
  return tx.sql
    .selectFrom('staff.mailed_code')
    .selectAll()
    .where('subject_id', '=', about.subjectId)
    .where('purpose', '=', about.purpose)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

/** When codes of one purpose were sent to a member since `since`, the latest first. */
export async function codesSentSince(
  read: Read,
  about: { purpose: MailedCodePurpose; memberId: string; since: Temporal.Instant },
): Promise<Temporal.Instant[]> {
  const rows = await read.sql
    .selectFrom('staff.mailed_code')
    .select('sent_at')
    .where('member_id', '=', about.memberId)
    .where('purpose', '=', about.purpose)
    .where('sent_at', '>', about.since)
    .orderBy('sent_at', 'desc')
    .execute()
  return rows.map((row) => row.sent_at)
}

export async function isKnownDevice(
  read: Read,
  tokenHash: string,
  memberId: string,
): Promise<boolean> {
  const row = await read.sql
    .selectFrom('staff.device')
    .select('member_id')
    .where('token_hash', '=', tokenHash)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return row !== undefined
}

export async function hasDevices(read: Read, memberId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('staff.device')
    .select('member_id')
    .where('member_id', '=', memberId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function isSetUpCode(read: Read, codeHash: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('staff.set_up_code')
    .select('code_hash')
    .where('code_hash', '=', codeHash)
    .where('ends_at', '>', read.now)
    .executeTakeFirst()
  return row !== undefined
}
