import type { z } from 'zod'
import { definitionOf } from '#platform/http/strict.ts'

/** Excel takes a file for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\uFEFF'

/** Rows read at once: a handful of pages is in memory, however long the list. */
export const CSV_PAGE_ROWS = 1000

/**
 * Turns a list's items into CSV (RFC 4180): columns are the contract's fields in their order, those of
 * an object inside joined with a dot (`contact.phone`), several values in one cell with `; `.
 */
export function csvWriter(item: z.core.$ZodType): {
  header: string
  row: (item: unknown) => string
} {
  const columns = columnsOf(item, [])
  return {
    header: `${BYTE_ORDER_MARK}${columns.map((path) => cell(path.join('.'))).join(',')}\r\n`,
    row: (value) => `${columns.map((path) => cell(at(value, path))).join(',')}\r\n`,
  }
}

function columnsOf(schema: z.core.$ZodType, path: readonly string[]): string[][] {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([name, field]) => columnsOf(field, [...path, name]))
    case 'optional':
    case 'nullable':
    case 'default':
    case 'nonoptional':
    case 'readonly':
      return columnsOf(def.innerType, path)
    default:
      return [path.length > 0 ? [...path] : ['value']]
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.getOwnPropertyDescriptor(found, name)?.value
  }
  return found
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  const text = guarded(wordOf(value))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function wordOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value))
    return value
      .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
      .join('; ')
  return JSON.stringify(value)
}

/**
 * A spreadsheet runs what begins like a formula (OWASP, CSV injection), also after white space that it drops and with
 * the full-width signs of East Asian keyboards; an apostrophe makes it text. A negative number stays a number.
 */
function guarded(text: string): string {
  return FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text
}

const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/
const NEGATIVE = /^-\d+(?:\.\d+)?$/

/** The item of a list's reply (`page(item)`). */
export function itemOf(reply: z.core.$ZodType): z.core.$ZodType {
  const def = definitionOf(reply)
  const items = def.type === 'object' ? def.shape.items : undefined
  const list = items && definitionOf(items)
  if (list?.type !== 'array') throw new Error('A list endpoint replies with page(item)')
  return list.element
}
