import type { Node } from 'oxc-parser'
import { isTest, roomOf, walk, type Finding, type Source, type Tree } from '../source.ts'

/**
 * Who may write and read which schema. SQL stays in `store.ts` (writes and reads) and `queries.ts`
 * (reads), so a reader who wants to know what changes a table reads one file.
 */
const WRITERS = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])
const READERS = new Set([
  'selectFrom',
  'from',
  'using',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
])

/** Files without any of these words need not be walked. */
const MAY_HAVE_SQL =
  /\bsql\b|selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|Join\(/

/** What stands where an expression was, in the text of a template: never part of a name. */
const HOLE = '\u0000'

const IDENTIFIER = `"?([a-z_][a-z0-9_]*)"?(?:\\."?([a-z_][a-z0-9_]*)"?)?`
const WRITE = new RegExp(
  `\\b(insert\\s+into|merge\\s+into|delete\\s+from(?:\\s+only)?|truncate(?!\\s+(?:on|or)\\b)(?:\\s+table)?(?:\\s+only)?|copy|lock\\s+table)\\s+(?:${IDENTIFIER}|${HOLE})`,
  'gi',
)
const UPDATE = new RegExp(
  `\\bupdate\\s+(?:only\\s+)?(?:${IDENTIFIER}|${HOLE})(?:\\s+(?:as\\s+)?[a-z_][a-z0-9_]*)?\\s+set\\b`,
  'gi',
)
const SHAPE = new RegExp(
  `\\b((?:create\\s+(?:or\\s+replace\\s+)?(?:unlogged\\s+)?|alter\\s+|drop\\s+)(?:table|materialized\\s+view|view|function|procedure|type|domain|sequence)(?:\\s+if\\s+(?:not\\s+)?exists)?(?:\\s+only)?)\\s+(?:${IDENTIFIER}|${HOLE})`,
  'gi',
)
const INDEX = new RegExp(
  `\\b(create\\s+(?:unique\\s+)?index\\b[^;(]*?\\son(?:\\s+only)?)\\s+(?:${IDENTIFIER}|${HOLE})`,
  'gi',
)
const TRIGGER = new RegExp(
  `\\b(create\\s+(?:or\\s+replace\\s+)?(?:constraint\\s+)?trigger\\b[^;(]*?\\son)\\s+(?:${IDENTIFIER}|${HOLE})`,
  'gi',
)
const SCHEMA = /\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?"?([a-z_][a-z0-9_]*)"?/gi
const READ = new RegExp(`\\b(?:from|join|references)\\s+${IDENTIFIER}`, 'gi')

type Mention = { at: number; kind: 'write' | 'read'; schema: string | null; name: string }

/** Tables that a piece of SQL names. `schema` is null where the name has none or is an expression. */
export function tablesIn(text: string): Mention[] {
  // A comment or a quoted string cannot write; blanks of the same length keep the offsets right.
  const bare = text.replaceAll(/--[^\n]*|'(?:[^']|'')*'/g, (match) => ' '.repeat(match.length))
  const mentions: Mention[] = []
  for (const pattern of [WRITE, SHAPE, INDEX, TRIGGER]) {
    for (const match of bare.matchAll(pattern)) mentions.push(mention(match, 'write', 2))
  }
  for (const match of bare.matchAll(UPDATE)) mentions.push(mention(match, 'write', 1))
  for (const match of bare.matchAll(SCHEMA)) {
    mentions.push({ at: match.index, kind: 'write', schema: match[1] ?? null, name: '' })
  }
  for (const match of bare.matchAll(READ)) {
    if (match[2]) mentions.push(mention(match, 'read', 1))
  }
  return mentions
}

function mention(match: RegExpExecArray, kind: Mention['kind'], first: number): Mention {
  const [left, right] = [match[first], match[first + 1]]
  return right
    ? { at: match.index, kind, schema: left?.toLowerCase() ?? null, name: right }
    : { at: match.index, kind, schema: null, name: left ?? '(an expression)' }
}

type Writer = { schema: string; files: RegExp; may: string }

/** The schema that a file may write, with the files of that schema that may. */
function ownerOf(path: string): Writer | null {
  const room = roomOf(path)
  if (room) {
    return {
      schema: room.room,
      files: /^src\/modules\/[^/]+\/(store\.ts|store\/|outside\/|migrations\/|testing\.ts)/,
      may: `src/modules/${room.room}/store.ts`,
    }
  }
  if (path.startsWith('src/platform/')) {
    return { schema: 'platform', files: /./, may: 'src/platform' }
  }
  return null
}

const READING_FILES =
  /^src\/modules\/[^/]+\/(store\.ts|store\/|queries\.ts|queries\/|outside\/|migrations\/|testing\.ts)/

export function sqlFences(source: Source, order: readonly string[]): Finding[] {
  const { path } = source
  if (!path.startsWith('src/') || isTest(path) || !MAY_HAVE_SQL.test(source.text)) return []
  const findings: Finding[] = []
  const room = roomOf(path)?.room

  walk(source.program, (node) => {
    const line = source.lineAt(node.start)
    const add = (message: string) => findings.push({ rule: 'sql', path, line, message })

    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { property } = node.callee
      if (property.type !== 'Identifier') return
      if (room && property.name === 'raw' && isSqlTag(node.callee.object)) {
        add(
          'sql.raw lets text become SQL; write the statement out, or take the value as a parameter',
        )
      }
      if (WRITERS.has(property.name)) {
        judge(add, path, 'write', tableOf(node.arguments[0]), order)
      } else if (READERS.has(property.name)) {
        const table = tableOf(node.arguments[0])
        if (property.name === 'selectFrom' || (table?.schema && isKnown(table.schema, order))) {
          judge(add, path, 'read', table, order)
        }
      }
    }
    if (node.type === 'TaggedTemplateExpression' && isSqlTag(node.tag)) {
      const text = node.quasi.quasis.map((quasi) => quasi.value.raw).join(HOLE)
      for (const one of tablesIn(text)) judge(add, path, one.kind, one, order)
      if (room && !READING_FILES.test(path)) {
        add('SQL belongs in store.ts or queries.ts; call a function of theirs')
      }
    }
  })
  return findings
}

function isSqlTag(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'sql'
}

function isKnown(schema: string, order: readonly string[]): boolean {
  return schema === 'platform' || order.includes(schema)
}

function tableOf(argument: Node | undefined): Pick<Mention, 'schema' | 'name'> | null {
  if (argument?.type === 'ArrayExpression') {
    return tableOf(argument.elements[0] ?? undefined)
  }
  if (argument?.type !== 'Literal' || typeof argument.value !== 'string') return null
  const match = /^(?:(\w+)\.)?(\w+)/.exec(argument.value)
  return { schema: match?.[1] ?? null, name: match?.[2] ?? argument.value }
}

/** Judges one mention of a table by the place that mentions it. */
function judge(
  add: (message: string) => void,
  path: string,
  kind: Mention['kind'],
  table: Pick<Mention, 'schema' | 'name'> | null,
  order: readonly string[],
): void {
  const owner = ownerOf(path)
  const room = roomOf(path)?.room
  if (kind === 'write') {
    if (!table?.schema) {
      if (room || !owner)
        add('write the table as a literal schema.table, so that a reader can find its writers')
      return
    }
    if (!isKnown(table.schema, order)) return
    if (room === 'desk') return add(`desk only reads; ${table.schema} changes through its own room`)
    if (owner?.schema !== table.schema) {
      return add(
        `only ${table.schema} writes ${table.schema}.${table.name}; call a command of that room`,
      )
    }
    if (!owner.files.test(path)) add(`only ${owner.may} writes ${table.schema}.${table.name}`)
    return
  }
  if (room && !READING_FILES.test(path)) {
    return add('reads belong in queries.ts or store.ts; call a function of theirs')
  }
  if (!table?.schema || !isKnown(table.schema, order) || table.schema === 'platform') return
  if (!room) {
    return add(`only rooms read ${table.schema}; call a query of that room`)
  }
  if (order.indexOf(table.schema) > order.indexOf(room)) {
    add(`${table.schema} is below ${room} in src/modules.ts; its tables are not there to be joined`)
  }
}

/** Migrations make and change their own schema, and point only at tables of rooms above. */
export function migrationFences(tree: Tree, order: readonly string[]): Finding[] {
  const findings: Finding[] = []
  for (const [path, text] of tree) {
    const owner = /\/migrations\/[^/]+\.sql$/.test(path) ? ownerOf(path) : null
    if (!owner) continue
    for (const one of tablesIn(text)) {
      const line = text.slice(0, one.at).split('\n').length
      const add = (message: string) => findings.push({ rule: 'migration', path, line, message })
      if (one.kind === 'write' && !one.schema) add(`say the schema of ${one.name}`)
      if (!one.schema || one.schema === owner.schema || !isKnown(one.schema, order)) continue
      if (one.kind === 'write') {
        add(`this migration may change ${owner.schema} only, not ${one.schema}.${one.name}`)
      } else if (
        one.schema !== 'platform' &&
        order.indexOf(one.schema) > order.indexOf(owner.schema)
      ) {
        add(`${one.schema} is below ${owner.schema} in src/modules.ts`)
      }
    }
  }
  return findings
}
