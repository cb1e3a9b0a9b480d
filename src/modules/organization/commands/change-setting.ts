import { z } from 'zod'
import type { Setting } from '#platform/settings.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { settingUnfit } from '../refusals.ts'
import { writeSetting } from './write-setting.ts'

/** Gives a setting a new value, if it fits what the room declared. */
export async function changeSetting(
  tx: Tx,
  input: { setting: Setting; value: Json; version: number },
) {
  const { setting, value, version } = input
  const parsed = setting.schema.safeParse(value)
  if (!parsed.success) {
    throw settingUnfit(
      { key: setting.key },
      parsed.error.issues.map((issue) => ({
        path: ['value', ...issue.path.map(String)].join('.'),
        message: issue.message,
      })),
    )
  }
  // Stored as it would be sent: trimmed and normalised, and readable by the same schema.
  const stored = z.json().parse(z.encode(setting.schema, parsed.data))
  await writeSetting(tx, { setting, version, how: 'change', after: async () => stored })
}
