import type { Invariant } from '#platform/manifest.ts'
import { openSetting } from '../store.ts'
import type { Declared } from './settings.ts'

/** A stored value that no longer fits counts as not set (`settingValue`), and somebody should know. */
export function everySettingFits(declared: () => Declared): Invariant {
  return {
    name: 'organization.every-setting-fits',
    sentence: 'Every stored setting fits what its room declares today.',
    violations: async (read) => {
      const rows = await read.sql
        .selectFrom('organization.setting')
        .select(['id', 'value', 'value_sealed'])
        .execute()
      return rows.flatMap((row) => {
        const setting = declared().get(row.id)
        const value = openSetting(read.vault, row)
        if (!setting || value === undefined || setting.schema.safeParse(value).success) return []
        return [`The setting ${row.id} holds a value that no longer fits; its default is used.`]
      })
    },
  }
}
