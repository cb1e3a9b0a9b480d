import type { Setting } from '#platform/settings.ts'
import type { Tx } from '#platform/tx.ts'
import { nothingToUndo } from '../refusals.ts'
import { beforeLastChange } from '../store.ts'
import { writeSetting } from './write-setting.ts'

/** Takes back the last change. That is a change of its own, so undoing twice brings the change back. */
export async function undoSetting(tx: Tx, input: { setting: Setting; version: number }) {
  const { key } = input.setting
  await writeSetting(tx, {
    ...input,
    how: 'undo',
    after: async () => {
      const before = await beforeLastChange(tx, key)
      if (!before) throw nothingToUndo({ key })
      return before.value
    },
  })
}
