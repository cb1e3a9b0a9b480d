import { can } from '#kernel/actor.ts'
import { audit } from '#platform/audit.ts'
import type { Setting } from '#platform/settings.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { settingChanged } from '../events.ts'
import { refuseStale, settingNotAllowed } from '../refusals.ts'
import { markSettingsChanged } from '../queries/setting-value.ts'
import { lockSetting, openSetting, putSetting } from '../store.ts'

/**
 * The one way in which a setting changes: by somebody who holds the setting's own permission, from the
 * version that they saw, and with its history. `after` is asked once the setting is locked.
 */
export async function writeSetting(
  tx: Tx,
  change: {
    setting: Setting
    version: number
    how: 'change' | 'reset' | 'undo'
    after: () => Promise<Json | undefined>
  },
) {
  const { setting, version, how } = change
  const { key, permission } = setting
  if (!can(tx.actor, permission)) throw settingNotAllowed({ permission })

  const row = await lockSetting(tx, key)
  refuseStale(row ?? { version: 0, changed_at: tx.now, by_kind: 'system', by_id: 'kasi' }, version)
  await putSetting(tx, {
    key,
    secret: setting.secret ?? false,
    version: version + 1,
    how,
    before: row && openSetting(tx.vault, row),
    after: await change.after(),
  })
  markSettingsChanged(tx)
  audit(tx, { objects: [{ table: 'organization.setting', id: key }] })
  tx.emit(settingChanged, { key, how })
}
