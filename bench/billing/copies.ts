import pg from 'pg'

/** The id of the copy `n`, in SQL: the same wherever it is named, and one that is valid. */
export const idOf = (kind: string) =>
  `overlay(overlay(md5('${kind}' || n) placing '4' from 13) placing '8' from 17)::uuid`

/**
 * Makes a town of one row that was made as any other: copies of it, by a connection without the bounds that the product sets to
 * statements. `set` says of some columns what they are in each copy, in SQL, where `n` counts from one.
 */
export async function copies(
  url: string,
  of: {
    table: `${string}.${string}`
    id: string
    count: number
    set: Readonly<Record<string, string>>
  },
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`,
      [of.table],
    )
    const names = rows.map(({ name }) => `"${name}"`).join(', ')
    const cells = rows.map(({ name }) => of.set[name] ?? `model."${name}"`).join(', ')
    await client.query(
      `insert into ${of.table} (${names}) select ${cells} from ${of.table} as model, generate_series(1, ${of.count}) as n where model.id = $1`,
      [of.id],
    )
    await client.query(`vacuum analyze ${of.table}`)
  } finally {
    await client.end()
  }
}
