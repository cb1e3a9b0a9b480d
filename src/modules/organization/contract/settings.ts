import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { author, instant } from './shapes.ts'

/** A secret's value is never answered: it is null, and `isSet` says whether there is one. */
export const setting = z.object({
  key: z.string(),
  /** The room that declared it; the first part of the key. */
  room: z.string(),
  sentence: z.object({ en: z.string(), sw: z.string() }),
  permission: z.string(),
  mayChange: z.boolean(),
  secret: z.boolean(),
  isSet: z.boolean(),
  value: z.json().nullable(),
  default: z.json().nullable(),
  /** JSON Schema (2020-12) of the value, to draw the form from. */
  schema: z.record(z.string(), z.json()),
  /** Stored, but no room declares it any more: shown so that nothing disappears in silence. */
  orphaned: z.boolean(),
  /** 0: never changed from its default. */
  version: z.int().min(0),
  changedAt: instant.nullable(),
  changedBy: author.nullable(),
})
export type SettingShown = z.infer<typeof setting>

export const settingList = z.object({ settings: z.array(setting) })

export const readSettings = endpoint({
  name: 'organization.read-settings',
  method: 'GET',
  path: '/api/settings',
  access: 'organization.read-settings',
  summary: 'Every setting with its value, its default and the form to change it.',
  input: nothing,
  reply: settingList,
})

const settingKey = z.object({ key: z.string().max(120) })
const settingVersion = z.int().min(0)

/** Asks `organization.read-settings` at the door and the setting's own permission inside. */
export const changeSetting = endpoint({
  name: 'organization.change-setting',
  method: 'PUT',
  path: '/api/settings/:key',
  access: 'organization.read-settings',
  summary: 'Changes one setting.',
  input: settingKey.extend({ value: z.json(), version: settingVersion }),
  reply: setting,
})

export const resetSetting = endpoint({
  name: 'organization.reset-setting',
  method: 'POST',
  path: '/api/settings/:key/reset',
  access: 'organization.read-settings',
  summary: 'Puts one setting back to its default.',
  input: settingKey.extend({ version: settingVersion }),
  reply: setting,
})

export const undoSetting = endpoint({
  name: 'organization.undo-setting',
  method: 'POST',
  path: '/api/settings/:key/undo',
  access: 'organization.read-settings',
  summary: 'Takes back the last change of one setting.',
  input: settingKey.extend({ version: settingVersion }),
  reply: setting,
})

export const settingChange = z.object({
  id,
  key: z.string(),
  /** Null means the default, or a secret that is not shown. */
  before: z.json().nullable(),
  after: z.json().nullable(),
  how: z.enum(['change', 'reset', 'undo']),
  at: instant,
  by: author,
})

export const listSettingChanges = listEndpoint({
  name: 'organization.list-setting-changes',
  path: '/api/setting-changes',
  access: 'organization.read-settings',
  summary: 'Who changed which setting, when, from what to what; newest first.',
  sorts: ['at'],
  defaultSort: '-at',
  filters: { key: anyOf(z.string().max(120)) },
  item: settingChange,
})
