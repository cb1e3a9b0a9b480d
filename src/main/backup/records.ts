import { createHash } from 'node:crypto'
import { Trouble } from '#platform/trouble.ts'
import { Bytes } from './seal.ts'

export type TableName = { schema: string; name: string }
export type Table = TableName & { columns: string[] }

/** What a backup holds besides the rows: enough to make the same database from migrations. */
export type Manifest = {
  migrations: { number: number; name: string; sha256: string }[]
  /** The queue keeps a schema of its own, and its own list of migrations. */
  queueMigrations: number[]
  /** Partitions come and go at run time, so migrations alone do not make them. */
  partitions: (TableName & { parent: TableName; bound: string })[]
  sequences: (TableName & { value: string; isCalled: boolean })[]
  tables: Table[]
}

export type TableEnd = { rows: number; sha256: string }

/** A backup, sealed and compressed on the outside, is this sequence of records: manifest, (table, rows…, table end)…, end. */
export type Record =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'table'; table: Table }
  /** A piece of PostgreSQL's COPY text format. Pieces end anywhere. */
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'table-end'; end: TableEnd }
  | { kind: 'end'; tables: number }

const LETTERS = { manifest: 'M', table: 'T', rows: 'R', 'table-end': 'E', end: 'Z' } as const
const MOST_BYTES = 64 * 1024 * 1024

export function encodeRecord(record: Record): Buffer {
  const body = record.kind === 'rows' ? record.bytes : Buffer.from(JSON.stringify(record))
  const head = Buffer.alloc(5)
  head.write(LETTERS[record.kind])
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

/** Reads records and checks that they come in order and whole, with every table's rows as its checksum says. */
export async function* decodeRecords(source: AsyncIterable<Buffer>): AsyncGenerator<Record> {
  const input = new Bytes(source)
  let tables = 0
  let hash = createHash('sha256')
  for (let expected = 'M'; ;) {
    const head = await input.take(5)
    const letter = head.toString('latin1', 0, 1)
    if (head.length < 5 || !expected.includes(letter)) throw disorder()
    const length = head.readUInt32BE(1)
    if (length > MOST_BYTES) throw disorder()
    const body = await input.take(length)
    if (body.length < length) throw disorder()
    if (letter === 'R') {
      hash.update(body)
      yield { kind: 'rows', bytes: body }
      continue
    }
    const record = JSON.parse(body.toString()) as Record
    if (record.kind === 'table') hash = createHash('sha256')
    if (record.kind === 'table-end' && record.end.sha256 !== hash.digest('hex')) throw disorder()
    if (record.kind === 'table-end') tables++
    if (record.kind === 'end' && record.tables !== tables) throw disorder()
    yield record
    if (record.kind === 'end') return
    expected = record.kind === 'table' ? 'RE' : 'TZ'
  }
}

function disorder(): Trouble {
  return new Trouble(
    'This backup opens, but what is inside contradicts itself.',
    'Use another backup, and tell the makers of Kasi. Nothing was restored.',
  )
}
