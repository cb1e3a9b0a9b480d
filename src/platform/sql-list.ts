type Value = string | number | bigint | null

/**
 * One column of some rows, as PostgreSQL writes an array: for statements that take thousands of rows a second, where pg's own way of
 * making it costs more than the rest. A column of nothing but nulls is empty: `unnest` of several fills up with nulls.
 */
export function listOf<Row>(rows: readonly Row[], valueOf: (row: Row) => Value): string {
  let text = ''
  let hasValues = false
  for (const row of rows) {
    const value = valueOf(row)
    if (text !== '') text += ','
    if (value === null) text += 'NULL'
    else {
      hasValues = true
      text += typeof value === 'string' ? quoted(value) : value
    }
  }
  return hasValues ? `{${text}}` : '{}'
}

/** The same of ids, which need no look at what is in them. */
export function idsOf<Row>(rows: readonly Row[], idOf: (row: Row) => string | null): string {
  let text = ''
  let hasValues = false
  for (const row of rows) {
    const id = idOf(row)
    hasValues ||= id !== null
    text += text === '' ? (id ?? 'NULL') : `,${id ?? 'NULL'}`
  }
  return hasValues ? `{${text}}` : '{}'
}

const PLAIN = /^(?!null$)[\w:./=+-]+$/i

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function quoted(text: string): string {
  return PLAIN.test(text) ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
