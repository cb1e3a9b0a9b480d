import type { Config } from '#platform/config.ts'
import { findKeys, type KeyProvider } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'

/** The keys that the settings name, which must be there: for work that makes no sense without them. */
export function keysAtHand(config: Config): KeyProvider {
  const keys = findKeys(config)
  if (keys) return keys
  throw new Trouble(
    `There are no keys: ${config.keys.file} does not exist and KASI_KEYS is not set.`,
    'Put the keys file of this Kasi there, or name it in KASI_KEYS_FILE. A new Kasi gets one with `kasi keys create`.',
  )
}
