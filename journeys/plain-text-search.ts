import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** Where a planted text was found, for the message of a failing test. */
export type Leak = { readonly what: string; readonly where: string }

/** A text, and the shapes in which it could lie around: as it is, in hexadecimal, and in base64 at any offset. */
export function shapesOf(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].flatMap((offset) => {
    // The outer letters depend on neighbours, so only the middle is certain.
    const inner = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
    return [inner.slice(offset === 0 ? 0 : offset + 1, -2)]
  })
  const url = base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'))
  const shapes = [
    text,
    text.toLowerCase(),
    bytes.toString('hex'),
    ...base64,
    ...url,
    JSON.stringify(text).slice(1, -1),
  ]
  return [...new Set(shapes)].map((shape) => Buffer.from(shape))
}

function leaksIn(
  content: Buffer,
  where: string,
  planted: Readonly<Record<string, string>>,
): Leak[] {
  return Object.entries(planted).flatMap(([what, text]) =>
    shapesOf(text).some((shape) => content.includes(shape)) ? [{ what, where }] : [],
  )
}

/** Reads every table of the database as COPY gives it, which is what a dump holds. */
export async function searchTables(
  url: string,
  planted: Readonly<Record<string, string>>,
): Promise<{ tables: number; leaks: Leak[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      // A partitioned table lies in its partitions, which are tables of their own.
      `select c.oid::regclass::text as name from pg_class c
       where c.relkind = 'r' and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`,
    )
    const leaks: Leak[] = []
    for (const { name } of rows) {
      const parts: Buffer[] = []
      for await (const part of client.query(copyTo(`copy ${name} to stdout`))) parts.push(part)
      leaks.push(...leaksIn(Buffer.concat(parts), name, planted))
    }
    return { tables: rows.length, leaks }
  } finally {
    await client.end()
  }
}

/** Reads every file below a directory, byte by byte: tables, indexes, the write-ahead log, logs. */
export function searchFiles(
  directory: string,
  planted: Readonly<Record<string, string>>,
): { files: number; leaks: Leak[] } {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )
  const leaks = found.flatMap((one) => {
    const path = join(one.parentPath, one.name)
    return leaksIn(readFileSync(path), path.slice(directory.length + 1), planted)
  })
  return { files: found.length, leaks }
}
