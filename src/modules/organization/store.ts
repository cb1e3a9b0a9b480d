import { sql, type Insertable, type Updateable } from 'kysely'
import type { OrganizationBrand, OrganizationIsp, OrganizationSite } from '#platform/database.ts'
import { reachesSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import type { FieldAddress, Json, Vault } from '#platform/vault.ts'
import { newId } from '#kernel/id.ts'
import { z } from 'zod'
import { organization, site, type BusinessHours, type SetupStep } from './contract.ts'
import { siteNotFound } from './refusals.ts'
import { authorOf } from './rules/author.ts'

/** What the sealed documents hold: parsed when opened, so that code and old rows cannot drift apart in silence. */
export const contactOfIsp = organization.pick({
  kraPin: true,
  supportPhone: true,
  supportEmail: true,
  physicalAddress: true,
  postalAddress: true,
  dataProtectionOfficer: true,
})
export type ContactOfIsp = z.infer<typeof contactOfIsp>

export const contactOfSite = site.shape.contact.unwrap()
type ContactOfSite = z.infer<typeof contactOfSite>

/** The moment and the author of this unit, as every table of ours keeps them. */
function stamp(tx: Tx) {
  const by = authorOf(tx.actor)
  return { changed_at: tx.now, by_kind: by.kind, by_id: by.id }
}

const nextVersion = sql<number>`version + 1`

// ───────────────────────────────────────────── the ISP, its brand and its hours: one row each

export function lockIsp(tx: Tx) {
  return tx.sql
    .selectFrom('organization.isp')
    .select(['version', 'changed_at', 'by_kind', 'by_id'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function updateIsp(
  tx: Tx,
  change: Omit<Updateable<OrganizationIsp>, 'contact_sealed'> & { contact?: ContactOfIsp },
) {
  const { contact, ...columns } = change
  const contact_sealed = contact && tx.vault.sealJson(ISP_CONTACT, contact)
  await tx.sql
    .updateTable('organization.isp')
    .set({ ...columns, ...stamp(tx), version: nextVersion })
    .$if(contact_sealed !== undefined, (update) => update.set({ contact_sealed: contact_sealed! })) // just checked
    .execute()
}

export const ISP_CONTACT = { table: 'organization.isp', column: 'contact_sealed', row: 'isp' }

export function lockBrand(tx: Tx) {
  return tx.sql
    .selectFrom('organization.brand')
    .select(['version', 'changed_at', 'by_kind', 'by_id'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function updateBrand(tx: Tx, change: Updateable<OrganizationBrand>) {
  await tx.sql
    .updateTable('organization.brand')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .execute()
}

export function lockHours(tx: Tx) {
  return tx.sql
    .selectFrom('organization.hours')
    .select(['version', 'changed_at', 'by_kind', 'by_id'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function updateHours(tx: Tx, hours: BusinessHours) {
  await tx.sql
    .updateTable('organization.hours')
    .set({ hours: JSON.stringify(hours), ...stamp(tx), version: nextVersion })
    .execute()
}

// ───────────────────────────────────────────── days

export async function putAnnouncement(
  tx: Tx,
  day: { key: string; hijri_year: number; date: Temporal.PlainDate },
) {
  await tx.sql
    .insertInto('organization.announced_holiday')
    .values({ ...day, ...stamp(tx) })
    .onConflict((taken) =>
      taken.columns(['key', 'hijri_year']).doUpdateSet({ date: day.date, ...stamp(tx) }),
    )
    .execute()
}

/** False when the day is closed already. */
export async function insertClosedDay(
  tx: Tx,
  day: { id: string; date: Temporal.PlainDate; name: string },
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('organization.closed_day')
    .values({ ...day, ...stamp(tx) })
    .onConflict((taken) => taken.column('date').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** The day that it was; nothing when there is no such day. */
export async function deleteClosedDay(tx: Tx, id: string): Promise<Temporal.PlainDate | undefined> {
  const deleted = await tx.sql
    .deleteFrom('organization.closed_day')
    .where('id', '=', id)
    .returning('date')
    .executeTakeFirst()
  return deleted?.date
}

// ───────────────────────────────────────────── sites

/** Locks a site that the actor may work on; for anybody else there is none. */
export async function findSiteToChange(tx: Tx, siteId: string) {
  if (!reachesSite(tx.sites, siteId)) throw siteNotFound()
  const site = await tx.sql
    .selectFrom('organization.site')
    .select(['version', 'changed_at', 'by_kind', 'by_id', 'archived_at', 'code'])
    .where('id', '=', siteId)
    .forUpdate()
    .executeTakeFirst()
  if (!site) throw siteNotFound()
  return site
}

type SiteColumns = Omit<
  Insertable<OrganizationSite>,
  'contact_sealed' | 'notes_sealed' | 'version' | 'changed_at' | 'by_kind' | 'by_id'
>
type SitePrivacy = { contact: ContactOfSite | null; notes: string }

/** False when another site has the code. */
export async function insertSite(
  tx: Tx,
  { contact, notes, ...columns }: SiteColumns & SitePrivacy,
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('organization.site')
    .values({
      ...columns,
      ...sealSite(tx, columns.id, { contact, notes }),
      ...stamp(tx),
      version: 1,
    })
    .onConflict((taken) => taken.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** False when another site has the code. */
export async function updateSite(
  tx: Tx,
  siteId: string,
  { contact, notes, ...columns }: Omit<SiteColumns, 'id' | 'opened_at'> & SitePrivacy,
): Promise<boolean> {
  const updated = await tx.sql
    .updateTable('organization.site')
    .set({
      ...columns,
      ...sealSite(tx, siteId, { contact, notes }),
      ...stamp(tx),
      version: nextVersion,
    })
    .where('id', '=', siteId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('organization.site as other')
            .select('other.id')
            .where('other.code', '=', columns.code)
            .where('other.id', '<>', siteId),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

export async function setArchived(tx: Tx, siteId: string, archived_at: Temporal.Instant | null) {
  await tx.sql
    .updateTable('organization.site')
    .set({ archived_at, ...stamp(tx), version: nextVersion })
    .where('id', '=', siteId)
    .execute()
}

export const siteContact = (row: string) => ({
  table: 'organization.site',
  column: 'contact_sealed',
  row,
})
export const siteNotes = (row: string) => ({
  table: 'organization.site',
  column: 'notes_sealed',
  row,
})

function sealSite(tx: Tx, siteId: string, { contact, notes }: SitePrivacy) {
  return {
    contact_sealed: contact && tx.vault.sealJson(siteContact(siteId), contact),
    notes_sealed: notes === '' ? null : tx.vault.seal(siteNotes(siteId), notes),
  }
}

// ───────────────────────────────────────────── settings

/** Undefined: the default. */
type SettingValue = Json | undefined

const settingAddress = (key: string) => ({
  table: 'organization.setting',
  column: 'value_sealed',
  row: key,
})
const changeAddress = (column: 'before_sealed' | 'after_sealed', row: string) => ({
  table: 'organization.setting_change',
  column,
  row,
})

/** A stored setting as it is meant; secrets are opened. */
export function openSetting(
  vault: Vault,
  row: { id: string; value: unknown; value_sealed: string | null },
): SettingValue {
  if (row.value_sealed !== null) return vault.openJson(settingAddress(row.id), row.value_sealed)
  return row.value === null ? undefined : z.json().parse(row.value)
}

/** Locks the setting's key, also while it has no row: two first changes must not both think that they are first. */
export async function lockSetting(tx: Tx, key: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`setting ${key}`}, 0))`.execute(tx.sql)
  return tx.sql
    .selectFrom('organization.setting')
    .selectAll()
    .where('id', '=', key)
    .executeTakeFirst()
}

/** Stores one change of a setting and what it replaced. */
export async function putSetting(
  tx: Tx,
  change: {
    key: string
    secret: boolean
    version: number
    how: 'change' | 'reset' | 'undo'
    before: SettingValue
    after: SettingValue
  },
) {
  const { key, secret, version, how, before, after } = change
  const { changed_at, ...by } = stamp(tx)
  const plain = (value: SettingValue) =>
    secret || value === undefined ? null : JSON.stringify(value)
  const sealed = (at: FieldAddress, value: SettingValue) =>
    secret && value !== undefined ? tx.vault.sealJson(at, value) : null

  const row = {
    value: plain(after),
    value_sealed: sealed(settingAddress(key), after),
    version,
    changed_at,
    ...by,
  }
  await tx.sql
    .insertInto('organization.setting')
    .values({ id: key, ...row })
    .onConflict((taken) => taken.column('id').doUpdateSet(row))
    .execute()

  const id = newId(tx.now)
  await tx.sql
    .insertInto('organization.setting_change')
    .values({
      id,
      key,
      version,
      how,
      before: plain(before),
      before_sealed: sealed(changeAddress('before_sealed', id), before),
      after: plain(after),
      after_sealed: sealed(changeAddress('after_sealed', id), after),
      at: changed_at,
      ...by,
    })
    .execute()
}

/** What the setting was before its last change; nothing when it was never changed. */
export async function beforeLastChange(
  tx: Tx,
  key: string,
): Promise<{ value: SettingValue } | undefined> {
  const last = await tx.sql
    .selectFrom('organization.setting_change')
    .select(['id', 'before', 'before_sealed'])
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return undefined
  if (last.before_sealed !== null) {
    return { value: tx.vault.openJson(changeAddress('before_sealed', last.id), last.before_sealed) }
  }
  return { value: last.before === null ? undefined : z.json().parse(last.before) }
}

// ───────────────────────────────────────────── set-up

/** A step once done stays done; a skipped one can still be done. */
export async function putSetupStep(tx: Tx, step: SetupStep, state: 'done' | 'skipped') {
  await tx.sql
    .insertInto('organization.setup_step')
    .values({ id: step, state, at: tx.now })
    .onConflict((taken) =>
      taken
        .column('id')
        .doUpdateSet({ state, at: tx.now })
        .where('organization.setup_step.state', '=', 'skipped'),
    )
    .execute()
}
