import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import { stopwatch, type Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { DB } from '#platform/database.ts'
import { createKeysFile, findKeys, type KeyProvider } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'
import type { Vault } from '#platform/vault.ts'
import { listDataKeys, makeFirstKeys, unwrapKey } from '#platform/vault/data-keys.ts'
import { fieldVault, keyRing, type DataKey, type KeyRing } from '#platform/vault/field-vault.ts'

/** How often a running process asks for newer keys. A new key is used only after all had time to ask thrice. */
export const KEYS_REFRESH_MS = 5_000
const STALE_MS = 60_000

/** The vault as the wiring sees it; rooms get the `Vault` part only. */
export type OpenVault = Vault & {
  /** HMAC-SHA256 with the audit key. The chain of the audit trail is made of it. */
  auditMac(content: string | Uint8Array): Buffer
  /** Reads the keys again at once. */
  refresh(): Promise<void>
  close(): void
}

type VaultOptions = {
  readonly config: Pick<Config, 'keys' | 'env'>
  readonly clock: Clock
  /** A process that stays follows the keys as they rotate; a command that ends soon does not. */
  readonly follow?: boolean
  /** A process that could not ask for this long may hold an outdated current key, so it stops sealing. */
  readonly stale_ms?: number
  /** Told when following fails; it is tried again. */
  readonly onTrouble?: (error: unknown) => void
}

/**
 * Opens the vault of a migrated database. Refuses, and says why, when the keys are missing, are not the
 * ones of this database, or are a demo's keys in production. On the first start of a development copy
 * it makes the keys file; production has to make one on purpose (`kasi keys create`).
 */
export async function openVault(db: Kysely<DB>, options: VaultOptions): Promise<OpenVault> {
  const { stale_ms = STALE_MS } = options
  const rows = await listDataKeys(db)
  if (rows.length === 0) {
    await makeFirstKeys(db, keksFor(options, 'first start'), options.clock.now())
  }
  let ring = await readRing(db, () => keksFor(options, 'later start'), new Map())
  let sinceRefresh = stopwatch()

  let refreshing: Promise<void> | undefined
  const refresh = () =>
    (refreshing ??= (async () => {
      ring = await readRing(db, () => keksFor(options, 'later start'), ring.all)
      sinceRefresh = stopwatch()
    })().finally(() => {
      refreshing = undefined
    }))
  const tryRefresh = () => refresh().catch((error: unknown) => options.onTrouble?.(error))

  const timer = options.follow
    ? setInterval(() => void tryRefresh(), KEYS_REFRESH_MS).unref()
    : undefined
  const freshRing = () => {
    if (timer && sinceRefresh() > stale_ms)
      throw new Error(
        'The data keys could not be read for too long, so nothing is sealed until they can',
      )
    return ring
  }
  return {
    ...fieldVault({ ring: () => ring, freshRing, onUnknownKey: tryRefresh }),
    auditMac: (content) => createHmac('sha256', ring.audit.key).update(content).digest(),
    refresh,
    close: () => clearInterval(timer),
  }
}

function keksFor(
  { config, clock }: VaultOptions,
  when: 'first start' | 'later start',
): KeyProvider {
  const found = findKeys(config)
  if (found) return found
  const { file } = config.keys
  if (when === 'later start') {
    throw new Trouble(
      `This database holds sealed data, and its keys are missing: there is no ${file}, and KASI_KEYS is not set.`,
      'Put back the copy of the keys that you keep elsewhere. Without them the sealed data cannot be read by anybody.',
    )
  }
  if (config.env === 'production') {
    throw new Trouble(
      `There are no keys: ${file} does not exist, and KASI_KEYS is not set.`,
      'Make them with `kasi keys create`, and keep a copy in a safe place before the first subscriber is entered.',
    )
  }
  createKeysFile(file, 'development', clock.now())
  return keksFor({ config, clock }, 'later start')
}

async function readRing(
  db: Kysely<DB>,
  keks: () => KeyProvider,
  held: ReadonlyMap<string, DataKey>,
): Promise<KeyRing> {
  const keys: DataKey[] = []
  let provider: KeyProvider | undefined
  for (const row of await listDataKeys(db)) {
    if (row.state === 'retired') continue
    const key = held.get(row.id)?.key ?? (await unwrapKey(row, (provider ??= keks())))
    keys.push({ id: row.id, purpose: row.purpose, state: row.state, key })
  }
  return keyRing(keys)
}
