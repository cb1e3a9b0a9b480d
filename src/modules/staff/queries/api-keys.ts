import { can, sitesFor } from '#kernel/actor.ts'
import { listInMemory } from '#platform/list-in-memory.ts'
import type { ListInput } from '#platform/list.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { ApiKey } from '../contract.ts'
import { noSuchApiKey } from '../refusals.ts'
import { reachedMembers } from './colleagues.ts'
import { memberNames } from './members.ts'

export async function lockApiKey(tx: Tx, apiKeyId: string) {
  return tx.sql
    .selectFrom('staff.api_key')
    .selectAll()
    .where('id', '=', apiKeyId)
    .forUpdate()
    .executeTakeFirst()
}

async function allApiKeys(read: Read, about: { memberId?: string }) {
  return read.sql
    .selectFrom('staff.api_key')
    .selectAll()
    .$if(about.memberId !== undefined, (q) => q.where('member_id', '=', about.memberId ?? ''))
    .execute()
}

type Filters = {
  state?: readonly ('active' | 'expired' | 'revoked')[] | undefined
  memberId?: readonly string[] | undefined
}

/** One's own keys, and everybody's for who may see those. */
export async function listApiKeys(read: Read, input: ListInput & Filters) {
  const items = (await shownKeys(read)).filter(
    (key) =>
      (!input.state || input.state.includes(key.state)) &&
      (!input.memberId || input.memberId.includes(key.memberId)),
  )
  return listInMemory(read, input, {
    name: 'staff.list-api-keys',
    items,
    sorts: {
      madeAt: (key) => key.madeAt,
      expiresAt: (key) => key.expiresAt,
      lastUsedAt: (key) => key.lastUsedAt,
      name: (key) => key.name,
    },
    search: (key) => [key.name, key.hint, key.memberName],
  })
}

export async function getApiKey(read: Read, apiKeyId: string): Promise<ApiKey> {
  const found = (await shownKeys(read)).find(({ id }) => id === apiKeyId)
  if (!found) throw noSuchApiKey()
  return found
}

async function shownKeys(read: Read): Promise<ApiKey[]> {
  const { actor } = read
  const everybodys = can(actor, 'staff.all-api-keys')
  const own = actor.kind === 'staff' ? actor.id : ''
  const rows = await allApiKeys(read, everybodys ? {} : { memberId: own })
  const reached = everybodys
    ? await reachedMembers(
        read,
        rows.map((row) => row.member_id),
        sitesFor(actor, 'staff.all-api-keys'),
      )
    : new Set([own])
  const names = await memberNames(
    read,
    rows.map((row) => row.member_id),
  )
  const seen = rows.filter((row) => reached.has(row.member_id))
  return seen.map((row) => ({
    id: row.id,
    name: row.name,
    hint: row.hint,
    memberId: row.member_id,
    memberName: names.get(row.member_id) ?? '',
    permissions: row.permissions,
    networks: row.networks,
    state: row.revoked_at
      ? 'revoked'
      : Temporal.Instant.compare(read.now, row.expires_at) >= 0
        ? 'expired'
        : 'active',
    madeAt: row.made_at.toString(),
    expiresAt: row.expires_at.toString(),
    lastUsedAt: row.last_used_at?.toString() ?? null,
    lastUsedIp: row.last_used_ip,
  }))
}
