import { sql } from 'kysely'
import { among, listRows, type ListInput } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { signInAttempt } from '../contract.ts'
import { reachedMembers } from './colleagues.ts'
import { allMembers, memberNames } from './members.ts'

type Filters = {
  memberId?: readonly string[] | undefined
  outcome?: readonly string[] | undefined
  ip?: readonly string[] | undefined
}

/** Whoever watches some sites only sees tries at the colleagues there; tries at nobody belong to no site. */
async function reachableIds(read: Read): Promise<string[] | undefined> {
  if (read.sites === 'all') return undefined
  const everybody = (await allMembers(read)).map(({ id }) => id)
  return [...(await reachedMembers(read, everybody))]
}

const words = signInAttempt.pick({ factor: true, outcome: true })

/** Tries to sign in, right and wrong; kept for half a year. */
export async function listSignInAttempts(read: Read, input: ListInput & Filters) {
  const reachable = await reachableIds(read)
  const page = await listRows(read, input, {
    name: 'staff.list-sign-in-attempts',
    query: read.sql.selectFrom('staff.sign_in_attempt').selectAll(),
    id: sql.ref('id'),
    sorts: { at: { by: sql.ref('at'), type: 'timestamptz' } },
    filters: [
      // Unlike a filter, an empty list of colleagues means none.
      reachable && sql`member_id = any(${reachable}::uuid[])`,
      among(sql.ref('member_id'), input.memberId),
      among(sql.ref('outcome'), input.outcome),
      among(sql.ref('ip'), input.ip),
    ],
    search: (q) => sql`(device ilike ${`%${q.replaceAll(/[\\%_]/g, '\\$&')}%`} or ip = ${q})`,
    item: (row) => row,
  })
  const names = await memberNames(
    read,
    page.items.flatMap((row) => row.member_id ?? []),
  )
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      at: row.at.toString(),
      memberId: row.member_id,
      memberName: row.member_id && (names.get(row.member_id) ?? null),
      ip: row.ip,
      device: row.device,
      ...words.parse(row),
    })),
  }
}
