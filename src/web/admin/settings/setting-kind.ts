import type { InputOf } from '#kernel/endpoint.ts'
import type { changeSetting, SettingShown } from '#modules/organization/contract.ts'
import type { Text } from '#web/i18n/index.ts'

export type Json = InputOf<typeof changeSetting>['value']

/** How a value is asked for, read from its JSON Schema. `json`: lists and objects, as text. */
export type SettingKind = 'secret' | 'switch' | 'choice' | 'number' | 'text' | 'json'

export function kindOf({ secret, schema }: Pick<SettingShown, 'secret' | 'schema'>): SettingKind {
  if (secret) return 'secret'
  if (Array.isArray(schema['enum'])) return 'choice'
  switch (schema['type']) {
    case 'boolean':
      return 'switch'
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
      return 'text'
    default:
      return 'json'
  }
}

export function choicesOf({ schema }: Pick<SettingShown, 'schema'>): string[] {
  const choices = schema['enum']
  return Array.isArray(choices) ? choices.filter((each) => typeof each === 'string') : []
}

export function shownValue(value: Json, t: Text): string {
  if (value === null || value === '') return t('common.none')
  if (value === true) return t('common.on')
  if (value === false) return t('common.off')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Half-typed JSON or an empty number is kept on the screen as it is, but not sent. */
export function isTyped(value: Json): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}
