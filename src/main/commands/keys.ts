import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { audit, createAuditTrail } from '#platform/audit.ts'
import { wallClock } from '#platform/clock.ts'
import { type Config, parseConfig } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { addKey, createKeysFile, removeKeys } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'
import { createUnits } from '#platform/units.ts'
import type { Units } from '#platform/tx.ts'
import { listDataKeys } from '#platform/vault/data-keys.ts'
import { type OpenVault, openVault } from '#platform/vault/open-vault.ts'
import { brokenRows, resealProgress } from '#platform/vault/reseal.ts'
import {
  keksInUse,
  resealStep,
  rewrapDataKeys,
  rotateDataKey,
  SETTLE_MS,
} from '#platform/vault/rotation.ts'
import { type Command, withDatabase } from '../command.ts'
import { keysAtHand } from '../keys-at-hand.ts'
import { refuseUnmigrated } from '../schema-state.ts'

const STEP = { rows: 1_000, batches: 20 }

export const command: Command = {
  usage: 'create | status | rotate | rewrap [--new] | forget KEY',
  about: `The keys that seal personal data and secrets (docs/operating/keys.md).

  create          makes the keys file of a new Kasi, once. Keep a copy of it in another place.
  status          shows which keys there are, what they are used for, and how far a rotation has come.
  rotate          makes a new data key and seals everything again under it. Kasi may go on running; interrupted, the
                  worker goes on with it.
  rewrap [--new]  wraps the data keys under the current key-encryption key; --new puts a new one into the file first.
  forget KEY      takes a key-encryption key that wraps nothing out of the keys file.`,
  options: { new: { type: 'boolean' } },
  words: { least: 1, most: 2 },
  run: async ({ words: [verb = '', key], options }) => {
    if (options.new && verb !== 'rewrap') throw wrongUse(`--new does not go with ${verb}`)
    if ((key !== undefined) !== (verb === 'forget'))
      throw wrongUse(key ? `${verb} takes no KEY` : 'forget needs a KEY')
    switch (verb) {
      case 'create':
        return create(parseConfig(process.env))
      case 'status':
        return withKeys(status)
      case 'rotate':
        return withKeys(rotate)
      case 'rewrap':
        return withKeys((desk) => rewrap(desk, options.new === true))
      case 'forget':
        return withKeys((desk) => forget(desk, must(key, 'forget has a key')))
      default:
        throw wrongUse(`there is no "keys ${verb}"`)
    }
  },
}

function wrongUse(wrong: string): Trouble {
  return new Trouble(`kasi keys: ${wrong}.`, `Write: kasi keys ${command.usage}`)
}

type Desk = { config: Config; database: Database; vault: OpenVault; units: Units }

async function withKeys(work: (desk: Desk) => Promise<number>): Promise<number> {
  return withDatabase(async ({ config, url }) => {
    await refuseUnmigrated(url)
    const database = openDatabase({ url, name: 'kasi keys' })
    try {
      const vault = await openVault(database.sql, { config, clock: wallClock })
      const trail = createAuditTrail({ sql: database.sql, vault, clock: wallClock })
      const beforeCommit = [trail.beforeCommit]
      const units = createUnits({ database, clock: wallClock, vault, manifests: [], beforeCommit })
      return await work({ config, database, vault, units })
    } finally {
      await database.close()
    }
  })
}

function create(config: Config): number {
  const { file } = config.keys
  if (config.keys.inline)
    throw wrongUse('the keys come from KASI_KEYS, so there is no file to make')
  // Made on purpose by a person, who was told to keep a copy: fit for production.
  if (!createKeysFile(file, 'production', wallClock.now())) {
    throw new Trouble(
      `There is a keys file at ${file} already.`,
      'Kasi never overwrites keys: what they sealed could not be read again. A newer one beside it: kasi keys rewrap --new',
    )
  }
  console.log(
    `Made ${file}. Keep a copy in another place, now: without it nobody can read the personal data again.`,
  )
  return 0
}

async function status({ config, database }: Desk): Promise<number> {
  const keks = keysAtHand(config)
  const inUse = new Set(await keksInUse(database.sql))
  console.log(`Key-encryption keys, from ${keks.source}:`)
  for (const id of keks.ids)
    console.log(
      `  ${id}  ${id === keks.current ? 'current' : 'older'}, wraps ${inUse.has(id) ? 'data keys' : 'nothing'}`,
    )
  console.log('\nData keys:')
  for (const { id, purpose, state, kek, made_at } of await listDataKeys(database.sql))
    console.log(
      `  ${id.padEnd(4)} ${purpose.padEnd(5)}  ${state.padEnd(12)} made ${made_at.toString({ smallestUnit: 'second' })}, wrapped by ${kek}`,
    )
  for (const { table, column, resealed, finished } of await resealProgress(database.sql))
    console.log(
      `\n${table}.${column}: ${resealed} rows sealed again${finished ? '' : ', not done yet'}`,
    )
  const broken = await brokenRows(database.sql)
  for (const { table, column, rows } of broken)
    console.log(`\n${rows} rows of ${table}.${column} do not open: restore them from a backup.`)
  return broken.length > 0 ? 1 : 0
}

async function rotate({ config, database, vault, units }: Desk): Promise<number> {
  console.log(`Announcing a new key; every process fetches it within ${SETTLE_MS / 1000} s…`)
  const { from, to } = await rotateDataKey(database.sql, keysAtHand(config), wallClock)
  await tell(units, 'platform.rotate-keys', { from, to })
  console.log(
    `${to} seals from now on. Sealing what ${from} sealed again; Ctrl-C leaves the rest to the worker.`,
  )
  await vault.refresh()
  const origin = { actor: system('kasi keys rotate'), name: 'platform.reseal' }
  const door = {
    unit: <T>(work: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, work),
    read: <T>(work: Parameters<typeof units.read<T>>[1]) => units.read(origin, work),
  }
  let rows = 0
  for (;;) {
    const { done, left } = await resealStep(door, STEP)
    rows += done
    console.log(`  ${rows} rows, ${left} columns left`)
    if (left === 0) break
  }
  console.log(`Done. The worker destroys ${from} an hour from now, when nothing uses it any more.`)
  return 0
}

async function rewrap({ config, database, units }: Desk, isNew: boolean): Promise<number> {
  if (isNew && config.keys.inline) {
    throw new Trouble(
      'The keys come from KASI_KEYS, where Kasi cannot add one.',
      'Make one (openssl rand -base64 32), put it in front of the others with a comma, restart every process, and run: kasi keys rewrap',
    )
  }
  if (isNew) addKey(config.keys.file, wallClock.now())
  const keks = keysAtHand(config)
  const { rewrapped } = await rewrapDataKeys(database.sql, keks)
  await tell(units, 'platform.rewrap-keys', { to: keks.current, rewrapped })
  console.log(`${rewrapped} data keys are now wrapped by ${keks.current}.`)
  if (isNew)
    console.log(
      `Copy ${config.keys.file} to every machine of this Kasi, and to the place where you keep a copy. Backups made so far still need the older key.`,
    )
  return 0
}

async function forget({ config, database, units }: Desk, id: string): Promise<number> {
  const keks = keysAtHand(config)
  if (config.keys.inline) throw wrongUse('the keys come from KASI_KEYS; take the key out there')
  if (!keks.ids.includes(id))
    throw new Trouble(
      `There is no key ${id} in ${config.keys.file}.`,
      `There are ${keks.ids.join(', ')}.`,
    )
  if (id === keks.current || (await keksInUse(database.sql)).includes(id)) {
    throw new Trouble(
      `The key ${id} is in use.`,
      'First wrap the data keys under another one: kasi keys rewrap --new',
    )
  }
  removeKeys(config.keys.file, [id])
  await tell(units, 'platform.forget-key', { id })
  console.log(
    `Took ${id} out of ${config.keys.file}. Backups that were sealed with it open only with a copy that still has it.`,
  )
  return 0
}

/** What happens to keys is in the audit trail; the keys themselves never are. */
function tell(units: Units, name: string, after: Record<string, string | number>) {
  return units.unit({ actor: system('kasi keys'), name }, async (tx) => audit(tx, { after }))
}
