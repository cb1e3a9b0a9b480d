import type { Setting } from '#platform/settings.ts'
import type { Tx } from '#platform/tx.ts'
import { writeSetting } from './write-setting.ts'

/** Puts a setting back to its default, also to the defaults of later versions of Kasi. */
export async function resetSetting(tx: Tx, input: { setting: Setting; version: number }) {
  await writeSetting(tx, { ...input, how: 'reset', after: async () => undefined })
}
