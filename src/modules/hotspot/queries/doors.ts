import { settingValue } from '#modules/organization/index.ts'
import { versionsOnSale } from '#modules/catalog/index.ts'
import { listedPrice, type PlanVersion } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import { doorNotFound } from '../refusals.ts'
import { HOTSPOT, inOrder, isSoldHere } from '../rules/offer.ts'
import { uamSecret } from '../store.ts'
import { loginHosts } from './settings.ts'

export type Door = {
  readonly siteId: string
  readonly code: string
  readonly name: string
  readonly isOpen: boolean
  readonly planIds: readonly string[]
  readonly loginHosts: readonly string[]
  readonly hasUamSecret: boolean
  readonly trial: {
    readonly minutes: number
    readonly everyDays: number
    readonly planId: string | null
  }
  readonly sponsor: {
    readonly minutes: number
    readonly perDevice: number
    readonly perDay: number
    readonly name: string
    readonly words: string
    readonly planId: string | null
  }
  readonly welcome: string
  readonly terms: { readonly en: string; readonly sw: string }
  /** 0: nobody has arranged this door yet. */
  readonly version: number
}

export type Offer = {
  readonly planId: string
  readonly version: PlanVersion
  readonly cents: bigint
}

function doors(read: Read) {
  return read.sql
    .selectFrom('organization.site as site')
    .leftJoin('hotspot.door as door', 'door.id', 'site.id')
    .select(['site.id', 'site.code', 'site.name', 'is_open', 'plan_ids', 'login_hosts'])
    .select(['trial_minutes', 'trial_every_days', 'trial_plan_id', 'sponsor_minutes'])
    .select(['sponsor_per_device', 'sponsor_per_day', 'sponsor_name', 'sponsor_words'])
    .select(['sponsor_plan_id', 'welcome', 'terms_en', 'terms_sw', 'door.version'])
    .select((column) => column('uam_secret_sealed', 'is not', null).as('has_uam_secret'))
    .where('site.archived_at', 'is', null)
}
type DoorRow = NonNullable<Awaited<ReturnType<ReturnType<typeof doors>['executeTakeFirst']>>>

/** The door of a site by its code, as it stands in the address of the page. */
export async function doorByCode(read: Read, code: string): Promise<Door> {
  const row = await doors(read).where('site.code', '=', code.toUpperCase()).executeTakeFirst()
  if (!row) throw doorNotFound()
  return doorOf(row)
}

export async function doorOfSite(read: Read, siteId: string): Promise<Door> {
  const row = await doors(read).where('site.id', '=', siteId).executeTakeFirst()
  if (!row) throw doorNotFound()
  return doorOf(row)
}

/** Also of a site that is there no more. */
export async function isDoorOpen(read: Read, siteId: string): Promise<boolean> {
  const row = await doors(read).where('site.id', '=', siteId).executeTakeFirst()
  return row !== undefined && (row.is_open ?? true)
}

/** Those that are open, for whoever came without being sent by a router. */
export async function openDoors(read: Read): Promise<{ code: string; name: string }[]> {
  return read.sql
    .selectFrom('organization.site as site')
    .innerJoin('hotspot.door as door', 'door.id', 'site.id')
    .select(['site.code', 'site.name'])
    .where('site.archived_at', 'is', null)
    .where('door.is_open', '=', true)
    .orderBy('site.name')
    .limit(200)
    .execute()
}

/** What is offered there now, as it is sold. */
export async function offersAt(read: Read, door: Door): Promise<Offer[]> {
  return inOrder(await sellableAt(read, door), door.planIds)
}

/** What could be offered there. */
export async function sellableAt(read: Read, door: Pick<Door, 'siteId'>): Promise<Offer[]> {
  return (await versionsOnSale(read, { serviceTypeId: HOTSPOT })).flatMap(({ version, siteIds }) =>
    isSoldHere(version) && (siteIds === null || siteIds.includes(door.siteId))
      ? [{ planId: version.planId, version, cents: listedPrice(version) }]
      : [],
  )
}

/** To whom people may be sent for being let in: names of this door and of all. */
export async function hostsOf(read: Read, door: Door): Promise<string[]> {
  return [...door.loginHosts, ...(await settingValue(read, loginHosts))]
}

export async function uamSecretOf(read: Read, siteId: string): Promise<string | null> {
  const row = await read.sql
    .selectFrom('hotspot.door')
    .select('uam_secret_sealed')
    .where('id', '=', siteId)
    .executeTakeFirst()
  const sealed = row?.uam_secret_sealed ?? null
  return sealed === null ? null : read.vault.open(uamSecret(siteId), sealed)
}

/** A door that nobody has arranged is open and gives nothing away. */
function doorOf(row: DoorRow): Door {
  return {
    ...{ siteId: row.id, code: row.code, name: row.name, isOpen: row.is_open ?? true },
    ...{ planIds: row.plan_ids ?? [], loginHosts: row.login_hosts ?? [] },
    hasUamSecret: Boolean(row.has_uam_secret),
    trial: {
      ...{ minutes: row.trial_minutes ?? 0, everyDays: row.trial_every_days ?? 30 },
      planId: row.trial_plan_id,
    },
    sponsor: {
      ...{ minutes: row.sponsor_minutes ?? 0, perDevice: row.sponsor_per_device ?? 1 },
      ...{ perDay: row.sponsor_per_day ?? 100, name: row.sponsor_name ?? '' },
      ...{ words: row.sponsor_words ?? '', planId: row.sponsor_plan_id },
    },
    welcome: row.welcome ?? '',
    terms: { en: row.terms_en ?? '', sw: row.terms_sw ?? '' },
    version: row.version ?? 0,
  }
}
