import { createHash } from 'node:crypto'
import { createReadStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Clock } from '#platform/clock.ts'
import { syncDirectory } from '#platform/durable.ts'
import type { KeyProvider } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'
import { quoted, quotedName, readManifest } from './catalog.ts'
import { decodeRecords, encodeRecord, type Manifest, type Record, type Table } from './records.ts'
import { type Head, open, seal } from './seal.ts'

export type BackupSummary = { bytes: number; tables: number; rows: number; lastMigration: number }

const PURPOSE = 'backup'

/**
 * Writes everything in the database to one file: a single moment of it, compressed and sealed, under a key that is
 * derived from the key-encryption key and opens nothing else. The file appears under its name when it is whole and has
 * been read back and checked.
 */
export async function backUp(options: {
  url: string
  file: string
  keys: KeyProvider
  clock: Clock
  kasi: string
}): Promise<BackupSummary> {
  const file = resolve(options.file)
  if (existsSync(file)) {
    throw new Trouble(
      `${file} exists, and a backup never replaces a file.`,
      'Choose another name, or move that file away.',
    )
  }
  const partial = `${file}.partial`
  const head = {
    keyId: options.keys.current,
    madeAt: options.clock.now().toString({ smallestUnit: 'second' }),
    kasi: options.kasi,
  }
  const key = await options.keys.derive(PURPOSE)
  try {
    await writeAll(options.url, (records) => seal(records, key, head), partial)
    const summary = await checkBackup(partial, options.keys)
    renameSync(partial, file)
    syncDirectory(dirname(file))
    return summary
  } catch (error) {
    throw inWords(error, file)
  } finally {
    rmSync(partial, { force: true })
  }
}

async function writeAll(
  url: string,
  sealed: (plain: AsyncIterable<Buffer>) => AsyncIterable<Buffer>,
  file: string,
) {
  const client = new pg.Client({ connectionString: url, application_name: 'kasi backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    // Opened before anything can fail: a stream that is still opening would make the file after it was cleared away.
    const made = await openFile(file, 'w', 0o600)
    await pipeline(
      Readable.from(dump(client)),
      createZstdCompress(),
      sealed,
      made.createWriteStream({ flush: true }),
    )
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function* dump(client: pg.Client): AsyncGenerator<Buffer> {
  // COPY leaves times as PostgreSQL writes them; these settings make that the same text everywhere.
  await client.query(
    `set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set intervalstyle = 'postgres'; set extra_float_digits = 3`,
  )
  const manifest = await readManifest(client)
  // As pg_dump does: what is dropped, emptied or rewritten from now on waits, for no snapshot would keep it.
  await client.query(`lock table ${manifest.tables.map(quoted).join(', ')} in access share mode`)
  yield encodeRecord({ kind: 'manifest', manifest })
  for (const table of manifest.tables) yield* dumpTable(client, table)
  yield encodeRecord({ kind: 'end', tables: manifest.tables.length })
}

async function* dumpTable(client: pg.Client, table: Table): AsyncGenerator<Buffer> {
  yield encodeRecord({ kind: 'table', table })
  const hash = createHash('sha256')
  const stream = client.query(
    copyTo(`copy ${quoted(table)} (${table.columns.map(quotedName).join(', ')}) to stdout`),
  )
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    hash.update(bytes)
    yield encodeRecord({ kind: 'rows', bytes })
  }
  yield encodeRecord({
    kind: 'table-end',
    end: { rows: stream.rowCount, sha256: hash.digest('hex') },
  })
}

/** The records of a backup file, decrypted and checked as they are read. */
export function readBackup(file: string, keys: KeyProvider): AsyncGenerator<Record> {
  const source = createReadStream(file)
  const plain = Readable.from(open(source as AsyncIterable<Buffer>, (head) => keyOf(head, keys)))
  const unpacked = createZstdDecompress()
  source.on('error', (error) => plain.destroy(error))
  plain.on('error', (error) => unpacked.destroy(error))
  return decodeRecords(plain.pipe(unpacked) as AsyncIterable<Buffer>)
}

/** Reads a backup to its end without restoring it: every frame opens, every checksum is right. */
export async function checkBackup(
  file: string,
  keys: KeyProvider,
): Promise<BackupSummary & { manifest: Manifest }> {
  let manifest: Manifest | undefined
  let rows = 0
  try {
    for await (const record of readBackup(file, keys)) {
      if (record.kind === 'manifest') manifest = record.manifest
      if (record.kind === 'table-end') rows += record.end.rows
    }
  } catch (error) {
    throw inWords(error, file)
  }
  if (!manifest) throw new Error('a backup without a manifest was read to its end')
  const { tables, migrations } = manifest
  return {
    manifest,
    bytes: statSync(file).size,
    tables: tables.length,
    rows,
    lastMigration: migrations.at(-1)?.number ?? 0,
  }
}

async function keyOf(head: Head, keys: KeyProvider): Promise<Buffer> {
  if (keys.ids.includes(head.keyId)) return keys.derive(PURPOSE, head.keyId)
  throw new Trouble(
    `This backup was made with the key ${head.keyId}, which ${keys.source} does not hold (it holds ${keys.ids.join(', ')}).`,
    'Give Kasi the keys that it had when the backup was made (KASI_KEYS_FILE or KASI_KEYS). Nothing was restored.',
  )
}

function inWords(error: unknown, file: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' && path === file)
    return new Trouble(`There is no file ${file}.`, 'Name a file that `kasi backup` wrote.', {
      cause: error,
    })
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Trouble(
      `No space is left for the backup ${file}.`,
      'Free some space or choose another disk. The unfinished file was removed.',
      { cause: error },
    )
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOENT') {
    return new Trouble(
      `${file} cannot be used: ${(error as Error).message}`,
      'Choose a file in a directory that exists and that you may use.',
      { cause: error },
    )
  }
  if (code === '42P01' || code === '3F000') {
    return new Trouble(
      'This database is not one of Kasi: it has no list of migrations.',
      'Check DATABASE_URL, or run kasi migrate first.',
      { cause: error },
    )
  }
  return error
}
