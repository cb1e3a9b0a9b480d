import type { Selectable } from 'kysely'
import { z } from 'zod'
import { id } from '#kernel/id.ts'
import type { DB } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { language } from '../contract.ts'
import { noSuchInvitation } from '../refusals.ts'

export const INVITED_EMAIL = 'staff.invitation.email_blind'
export function invitedAt(row: string, column: string) {
  return { table: 'staff.invitation', column, row }
}

type Row = Selectable<DB['staff.invitation']>
export type InvitationFacts = ReturnType<typeof openInvitation>

const storedRoles = z.array(
  z.object({
    roleId: id,
    siteIds: z.array(id).nullable(),
    until: z
      .string()
      .transform((text) => Temporal.Instant.from(text))
      .nullable(),
  }),
)

/** The newest invitation of an address that is neither accepted nor taken back; it may have expired. */
export async function lockOpenInvitation(tx: Tx, emailBlind: string) {
  return tx.sql
    .selectFrom('staff.invitation')
    .select(['id', 'expires_at'])
    .where('email_blind', '=', emailBlind)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** An invitation that nobody has accepted or taken back, expired or not; refuses when there is none. */
export async function lockInvitation(tx: Tx, invitationId: string): Promise<Row> {
  const row = await tx.sql
    .selectFrom('staff.invitation')
    .selectAll()
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noSuchInvitation()
  return row
}

/** The invitation that a link opens now. */
export async function lockInvitationByToken(tx: Tx, tokenHash: string): Promise<Row | undefined> {
  return openableByToken(tx, tokenHash).forUpdate().executeTakeFirst()
}

export async function findInvitationByToken(
  read: Read,
  tokenHash: string,
): Promise<InvitationFacts | undefined> {
  const row = await openableByToken(read, tokenHash).executeTakeFirst()
  return row && openInvitation(read, row)
}

function openableByToken(read: Read, tokenHash: string) {
  return read.sql
    .selectFrom('staff.invitation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', read.now)
}

/** Every invitation that waits for its person, expired ones too. */
export async function waitingInvitations(read: Read): Promise<InvitationFacts[]> {
  const rows = await read.sql
    .selectFrom('staff.invitation')
    .selectAll()
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  return rows.map((row) => openInvitation(read, row))
}

export function openInvitation(read: Read, row: Row) {
  return {
    id: row.id,
    name: read.vault.open(invitedAt(row.id, 'name_sealed'), row.name_sealed),
    email: read.vault.open(invitedAt(row.id, 'email_sealed'), row.email_sealed),
    language: language.parse(row.language),
    roles: storedRoles.parse(row.roles),
    invitedBy: row.invited_by,
    invitedAt: row.invited_at,
    expiresAt: row.expires_at,
  }
}
