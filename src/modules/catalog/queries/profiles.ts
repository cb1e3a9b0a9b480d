import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { listProfiles, Profile, profileRow, readProfile } from '../contract.ts'
import { profileNotFound } from '../refusals.ts'
import { authorFrom, editedFrom } from './author.ts'

type Content = z.input<typeof profileRow>['latest']['content']
// Stored documents are what `store/` encoded; whoever reads the answer parses it with the contract.
const content = z.custom<Content>()

/** Of which kind the profile of each version is; versions that do not exist are missing. */
export async function profileKindsOf(
  read: Read,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (versionIds.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('catalog.profile_version as version')
    .innerJoin('catalog.profile as profile', 'profile.id', 'version.profile_id')
    .select(['version.id', 'profile.kind'])
    .where('version.id', 'in', [...versionIds])
    .execute()
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** Plan versions that point to a profile version and can still be bought or become so. */
const usedBy = sql`array[plan_version.speed_id, plan_version.fair_use_id, plan_version.quota_id, plan_version.access_hours_id]`

export async function profilesPage(
  read: Read,
  input: ParsedInputOf<typeof listProfiles>,
): Promise<ReplyOf<typeof listProfiles>> {
  return listRows(read, input, {
    name: 'catalog.list-profiles',
    query: read.sql
      .selectFrom('catalog.profile as profile')
      .innerJoin('catalog.profile_version as latest', (join) =>
        join
          .onRef('latest.profile_id', '=', 'profile.id')
          .on(
            'latest.number',
            '=',
            sql<number>`(select max(number) from catalog.profile_version v where v.profile_id = profile.id)`,
          ),
      )
      .select(['profile.id', 'profile.kind', 'profile.name_en', 'profile.name_sw'])
      .select(['profile.notes', 'profile.state', 'profile.version', 'profile.changed_at'])
      .select(['profile.by_kind', 'profile.by_id', 'latest.id as latest_id', 'latest.number'])
      .select(['latest.content', 'latest.made_at', 'latest.by_kind as made_kind'])
      .select('latest.by_id as made_id')
      .select(
        sql<bigint>`(select count(distinct plan_version.plan_id) from catalog.plan_version
          join catalog.profile_version v on v.id = any(${usedBy})
          where v.profile_id = profile.id and plan_version.state = 'published')`.as('plans'),
      ),
    id: sql.ref('profile.id'),
    sorts: {
      name: { by: sql`lower(profile.name_en)`, type: 'text' },
      changedAt: { by: sql.ref('profile.changed_at'), type: 'timestamptz' },
    },
    filters: [
      among(sql.ref('profile.kind'), input.kind),
      input.state === 'all' ? undefined : sql`profile.state = ${input.state}`,
    ],
    search: (q) => matches(q, sql.ref('profile.name_en'), sql.ref('profile.name_sw')),
    item: (row) => ({
      ...factsOf(row),
      latest: {
        id: row.latest_id,
        number: row.number,
        content: content.parse(row.content),
        madeAt: row.made_at.toString(),
        madeBy: authorFrom({ by_kind: row.made_kind, by_id: row.made_id }),
      },
      versions: row.number,
      plans: Number(row.plans),
    }),
  })
}

function factsOf(row: {
  id: string
  kind: string
  name_en: string
  name_sw: string
  notes: string
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}) {
  const kind = z.custom<Profile['kind']>().parse(row.kind)
  return {
    ...{ id: row.id, kind, name: { en: row.name_en, sw: row.name_sw }, notes: row.notes },
    state: row.state === 'open' ? ('open' as const) : ('archived' as const),
    ...editedFrom(row),
  }
}

export async function profileNow(
  read: Read,
  profileId: string,
): Promise<ReplyOf<typeof readProfile>> {
  const profile = await read.sql
    .selectFrom('catalog.profile')
    .selectAll()
    .where('id', '=', profileId)
    .executeTakeFirst()
  if (!profile) throw profileNotFound()
  const versions = await read.sql
    .selectFrom('catalog.profile_version as version')
    .select(['version.id', 'version.number', 'version.content', 'version.made_at'])
    .select(['version.by_kind', 'version.by_id'])
    .select(
      sql<bigint>`(select count(*) from catalog.plan_version
        where version.id = any(${usedBy}) and plan_version.state <> 'withdrawn')`.as('plans'),
    )
    .where('version.profile_id', '=', profileId)
    .orderBy('version.number', 'desc')
    .execute()
  const plans = await read.sql
    .selectFrom('catalog.plan_version as plan_version')
    .innerJoin('catalog.plan as plan', 'plan.id', 'plan_version.plan_id')
    .select(['plan.id', 'plan.code', 'plan.name', 'plan_version.number'])
    .where('plan_version.state', '<>', 'withdrawn')
    .where('plan.kind', '=', 'listed')
    .where(
      sql<boolean>`${usedBy} && array(select id from catalog.profile_version where profile_id = ${profileId})`,
    )
    .orderBy('plan.name')
    .orderBy('plan_version.number', 'desc')
    .limit(200)
    .execute()
  return {
    ...factsOf(profile),
    versions: versions.map((row) => ({
      id: row.id,
      number: row.number,
      content: content.parse(row.content),
      madeAt: row.made_at.toString(),
      madeBy: authorFrom(row),
      plans: Number(row.plans),
    })),
    plans,
  }
}
