import type { Invariant } from '#platform/manifest.ts'

/** Once there is staff, somebody can always do everything. */
export const ownersRemain: Invariant = {
  name: 'staff.owners-remain',
  sentence: 'Where there is staff, at least one owner can sign in.',
  async violations(read) {
    const member = await read.sql
      .selectFrom('staff.member')
      .select('id')
      .limit(1)
      .executeTakeFirst()
    if (!member) return []
    const owner = await read.sql
      .selectFrom('staff.member_role as held')
      .innerJoin('staff.role as role', 'role.id', 'held.role_id')
      .innerJoin('staff.member as owner', 'owner.id', 'held.member_id')
      .select('owner.id')
      .where('role.seed', '=', 'owner')
      .where('held.until', 'is', null)
      .where('held.site_ids', 'is', null)
      .where('owner.disabled_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    return owner ? [] : ['No owner can sign in.']
  },
}
