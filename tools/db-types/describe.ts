import type pg from 'pg'

/** Schemas of ours: everything but PostgreSQL's own, the queue's, and `public`, which stays empty. */
const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')`

type Column = {
  schema: string
  table: string
  column: string
  type: string
  is_array: boolean
  is_enum: boolean
  labels: string[] | null
  nullable: boolean
  has_default: boolean
  generated: boolean
  is_view: boolean
}

/** As src/platform/pg-types.ts parses them. What is not here stays text. */
const TYPES: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  float4: 'number',
  float8: 'number',
  timestamptz: 'Temporal.Instant',
  timestamp: 'Temporal.PlainDateTime',
  date: 'Temporal.PlainDate',
  time: 'Temporal.PlainTime',
  interval: 'Temporal.Duration',
  bytea: 'Buffer',
  json: 'Json',
  jsonb: 'Json',
}

/** The text of src/platform/database.ts: one interface for each table, and their keys as Kysely wants them. */
export async function describeTypes(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Column>(`
    select n.nspname as schema, c.relname as "table", a.attname as column,
           coalesce(e.typname, t.typname) as type, e.oid is not null as is_array,
           coalesce(e.typtype, t.typtype) = 'e' as is_enum,
           (select array_agg(l.enumlabel::text order by l.enumsortorder) from pg_enum l where l.enumtypid = coalesce(e.oid, t.oid)) as labels,
           not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as has_default,
           a.attgenerated <> '' or a.attidentity = 'a' as generated, c.relkind in ('v', 'm') as is_view
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
      left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
     where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and ${OURS}
     order by n.nspname collate "C", c.relname collate "C", a.attnum`)
  const tables = Map.groupBy(rows, (row) => `${row.schema}.${row.table}`)
  const interfaces = [...tables].map(([name, columns]) => {
    const lines = columns.map((column) => `  ${column.column}: ${typeOf(column)}`)
    return `export interface ${pascal(name)} {\n${lines.join('\n')}\n}\n`
  })
  const keys = [...tables.keys()].map((name) => `  '${name}': ${pascal(name)}`)
  const body = `${interfaces.join('\n')}\nexport interface DB {\n${keys.join('\n')}\n}\n`
  return [
    TITLE,
    importsFor(body),
    ...ALIASES.filter(({ uses }) => uses.test(body)).map(({ text }) => text),
    '',
    body,
  ].join('\n')
}

const TITLE = '/** Generated from the migrated database by `npm run db:types`; do not edit. */'

/** Only what some column uses is written, since an unused import would fail the lint. */
const ALIASES = [
  { uses: /\bGenerated</, text: '\ntype Generated<T> = ColumnType<T, T | undefined, T>' },
  {
    uses: /: Json\b/,
    text: "\n/** Written as JSON text, so that an array is not taken for one of PostgreSQL's. */\ntype Json = ColumnType<unknown, string, string>",
  },
]

function importsFor(body: string): string {
  const names = [
    ...(ALIASES.some(({ uses }) => uses.test(body)) || body.includes('ColumnType<')
      ? ['ColumnType']
      : []),
    ...(body.includes('GeneratedAlways<') ? ['GeneratedAlways'] : []),
  ]
  return names.length > 0 ? `import type { ${names.join(', ')} } from 'kysely'` : ''
}

function typeOf(column: Column): string {
  const base = column.is_enum ? union(column.labels ?? []) : (TYPES[column.type] ?? 'string')
  const whole = column.is_array ? `${base.includes(' ') ? `(${base})` : base}[]` : base
  const plain = column.nullable && whole !== 'Json' ? `${whole} | null` : whole
  if (column.generated) return `GeneratedAlways<${plain}>`
  if (whole === 'Json') return jsonType(column)
  return column.has_default && !column.is_view ? `Generated<${plain}>` : plain
}

/** Kysely takes a column apart once only, so JSON says for itself what may be left out or null. */
function jsonType({ nullable, has_default }: Column): string {
  if (!nullable && !has_default) return 'Json'
  const written = ['string', ...(nullable ? ['null'] : [])].join(' | ')
  return `ColumnType<unknown, ${written} | undefined, ${written}>`
}

function union(labels: readonly string[]): string {
  return labels.map((label) => `'${label}'`).join(' | ')
}

function pascal(name: string): string {
  return name
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** The text of schema.sql: what `pg_dump --schema-only` would say, sorted, from the catalogs alone. */
export async function describeSchema(client: pg.Client): Promise<string> {
  const schemas = await client.query<{ schema: string }>(
    `select n.nspname as schema from pg_namespace n where ${OURS} order by n.nspname collate "C"`,
  )
  const parts = [
    '-- The database as it is after all migrations, for reading. Generated by `npm run db:types`; do not edit.\n',
  ]
  for (const { schema } of schemas.rows) {
    parts.push(
      `\n-- ${schema} ${'-'.repeat(Math.max(3, 90 - schema.length))}\n\ncreate schema ${schema};\n`,
    )
    for (const query of [ENUMS, SEQUENCES, TABLES, VIEWS, FUNCTIONS]) {
      const { rows } = await client.query<{ text: string }>(query, [schema])
      for (const { text } of rows) parts.push(`\n${text}\n`)
    }
  }
  return parts.join('')
}

const ENUMS = `
  select format('create type %I.%I as enum (%s);', n.nspname, t.typname,
                (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)) as text
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where t.typtype = 'e' and n.nspname = $1 order by t.typname collate "C"`

/** Those of identity columns are said with the column. */
const SEQUENCES = `
  select format('create sequence %I.%I as %s start %s increment %s;', n.nspname, c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
   where n.nspname = $1 and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
   order by c.relname collate "C"`

const TABLES = `
  select concat_ws(E'\\n',
    format(E'create table %I.%I (\\n%s\\n)%s;', n.nspname, c.relname, concat_ws(E',\\n',
      (select string_agg(concat('  ', quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
                case when a.attnotnull then ' not null' end,
                case when a.attidentity = 'a' then ' generated always as identity'
                     when a.attidentity = 'd' then ' generated by default as identity'
                     when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                     when a.atthasdef then ' default ' || pg_get_expr(d.adbin, d.adrelid) end), E',\\n' order by a.attnum)
         from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
      (select string_agg(concat('  constraint ', quote_ident(k.conname), ' ', pg_get_constraintdef(k.oid)), E',\\n'
                order by array_position(array['p','u','x','c','f'], k.contype::text), k.conname collate "C")
         from pg_constraint k where k.conrelid = c.oid and k.contype in ('p','u','x','c','f'))),
      case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) end),
    case when c.relispartition then format('alter table %s attach partition %I.%I %s;',
      (select i.inhparent::regclass from pg_inherits i where i.inhrelid = c.oid), n.nspname, c.relname, pg_get_expr(c.relpartbound, c.oid)) end,
    (select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by i.indexrelid::regclass::text collate "C")
       from pg_index i where i.indrelid = c.oid
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p','u','x'))),
    (select string_agg(pg_get_triggerdef(t.oid) || ';', E'\\n' order by t.tgname collate "C")
       from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal),
    case when obj_description(c.oid, 'pg_class') is not null
         then format('comment on table %I.%I is %L;', n.nspname, c.relname, obj_description(c.oid, 'pg_class')) end
  ) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1 and c.relkind in ('r', 'p') order by c.relname collate "C"`

const VIEWS = `
  select format(E'create %s %I.%I as\\n%s', case c.relkind when 'm' then 'materialized view' else 'view' end,
                n.nspname, c.relname, pg_get_viewdef(c.oid, true)) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1 and c.relkind in ('v', 'm') order by c.relname collate "C"`

const FUNCTIONS = `
  select rtrim(pg_get_functiondef(p.oid)) || ';' as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = $1 and p.prokind in ('f', 'p') order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`
