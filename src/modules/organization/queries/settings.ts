import { z } from 'zod'
import { can } from '#kernel/actor.ts'
import type { Setting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'
import type { SettingShown } from '../contract.ts'
import { settingIsOrphaned, settingNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { openSetting } from '../store.ts'

/** What all rooms declare, by key. */
export type Declared = ReadonlyMap<string, Setting>

/** Every declared setting in the order of the rooms, then what is stored and nobody declares any more. */
export async function settingsNow(read: Read, declared: Declared): Promise<SettingShown[]> {
  const rows = await read.sql.selectFrom('organization.setting').selectAll().orderBy('id').execute()
  const known = [...declared.values()].map((setting) =>
    shown(
      read,
      setting,
      rows.find((row) => row.id === setting.key),
    ),
  )
  const orphans = rows
    .filter((row) => !declared.has(row.id) && (row.value !== null || row.value_sealed !== null))
    .map(shownOrphan)
  return [...known, ...orphans]
}

export async function settingNow(
  read: Read,
  declared: Declared,
  key: string,
): Promise<SettingShown> {
  const setting = declared.get(key)
  if (!setting) throw settingNotFound({ key })
  const row = await read.sql
    .selectFrom('organization.setting')
    .selectAll()
    .where('id', '=', key)
    .executeTakeFirst()
  return shown(read, setting, row)
}

/** The declaration of a setting that somebody wants to change, or the reason why there is none. */
export async function declaredSetting(
  read: Pick<Read, 'sql'>,
  declared: Declared,
  key: string,
): Promise<Setting> {
  const setting = declared.get(key)
  if (setting) return setting
  const row = await read.sql
    .selectFrom('organization.setting')
    .select('id')
    .where('id', '=', key)
    .executeTakeFirst()
  throw row ? settingIsOrphaned({ key }) : settingNotFound({ key })
}

type Row = {
  id: string
  value: unknown
  value_sealed: string | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

function shown(read: Read, setting: Setting, row: Row | undefined): SettingShown {
  const isSet = row !== undefined && (row.value !== null || row.value_sealed !== null)
  const secret = setting.secret ?? false
  const usual = z.json().parse(z.encode(setting.schema, setting.default))
  return {
    key: setting.key,
    room: roomOf(setting.key),
    sentence: setting.sentence,
    permission: setting.permission,
    mayChange: can(read.actor, setting.permission),
    secret,
    isSet,
    value: secret ? null : isSet ? z.json().parse(openSetting(read.vault, row)) : usual,
    default: secret ? null : usual,
    schema: schemaOf(setting),
    orphaned: false,
    ...history(row),
  }
}

function shownOrphan(row: Row): SettingShown {
  return {
    key: row.id,
    room: roomOf(row.id),
    sentence: {
      en: 'No part of Kasi uses this setting any more.',
      sw: 'Hakuna sehemu ya Kasi inayotumia mpangilio huu tena.',
    },
    permission: '',
    mayChange: false,
    secret: row.value_sealed !== null,
    isSet: true,
    value: row.value_sealed === null ? z.json().parse(row.value) : null,
    default: null,
    schema: {},
    orphaned: true,
    ...history(row),
  }
}

function history(row: Row | undefined) {
  return {
    version: row?.version ?? 0,
    changedAt: row?.changed_at.toString() ?? null,
    changedBy: row ? authorFrom(row) : null,
  }
}

function roomOf(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

const schemas = new WeakMap<Setting, SettingShown['schema']>()

/** JSON Schema of what may be sent, made once for each setting. */
function schemaOf(setting: Setting): SettingShown['schema'] {
  const made =
    schemas.get(setting) ??
    z.record(z.string(), z.json()).parse(z.toJSONSchema(setting.schema, { io: 'input' }))
  schemas.set(setting, made)
  return made
}
