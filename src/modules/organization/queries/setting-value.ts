import type { z } from 'zod'
import type { Setting } from '#platform/settings.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { Json, Vault } from '#platform/vault.ts'
import { openSetting } from '../store.ts'

/** All stored settings of one database as this process knows them; nothing while it cannot be sure. */
type Kept = {
  values: ReadonlyMap<string, Json> | undefined
  round: number
  readonly isTold: () => boolean
}

/** By vault: a building has exactly one, and every unit of work carries it. */
const keptBy = new WeakMap<Vault, Kept>()

/** Units that changed a setting themselves must see their own change, which nobody else sees yet. */
const changedIn = new WeakSet<Tx['sql']>()

/**
 * The value of a setting as its room declared it: what the operator chose, or the default. From memory
 * where the process follows changes (`followSettings`), otherwise from the database.
 * A stored value that no longer fits its schema counts as not set; an invariant tells staff.
 */
export async function settingValue<S extends z.ZodType>(
  read: Pick<Read, 'sql' | 'vault'>,
  setting: Setting<S>,
): Promise<z.output<S>> {
  const stored = await storedValue(read, setting.key)
  if (stored === undefined) return setting.default
  const parsed = setting.schema.safeParse(stored)
  return parsed.success ? parsed.data : setting.default
}

async function storedValue(read: Pick<Read, 'sql' | 'vault'>, key: string) {
  const kept = keptBy.get(read.vault)
  if (kept?.values && kept.isTold() && !changedIn.has(read.sql)) return kept.values.get(key)
  const row = await read.sql
    .selectFrom('organization.setting')
    .select(['id', 'value', 'value_sealed'])
    .where('id', '=', key)
    .executeTakeFirst()
  return row && openSetting(read.vault, row)
}

export function markSettingsChanged(tx: Pick<Tx, 'sql'>): void {
  changedIn.add(tx.sql)
}

/**
 * Keeps the settings of one building in memory. The wiring calls `reload` at every `settingChanged`, from
 * whichever process, and after any time in which it may have missed one. While `isTold` says that
 * changes do not reach us, every read asks the database.
 */
export function followSettings(building: {
  vault: Vault
  read: <T>(work: (read: Read) => Promise<T>) => Promise<T>
  isTold: () => boolean
}): { reload(): Promise<void> } {
  const kept: Kept = { values: undefined, round: 0, isTold: building.isTold }
  keptBy.set(building.vault, kept)
  return {
    async reload() {
      kept.values = undefined
      const round = ++kept.round
      // Opened after the announcement, so this read sees the change. A later round has seen more.
      const values = await building.read(readAll)
      if (kept.round === round) kept.values = values
    },
  }
}

async function readAll(read: Read): Promise<Map<string, Json>> {
  const rows = await read.sql
    .selectFrom('organization.setting')
    .select(['id', 'value', 'value_sealed'])
    .execute()
  return new Map(
    rows.flatMap((row) => {
      const value = openSetting(read.vault, row)
      return value === undefined ? [] : [[row.id, value] as const]
    }),
  )
}
