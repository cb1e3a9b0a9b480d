import { parseCounty } from '#kernel/county.ts'
import { parsePoint } from '#kernel/geo.ts'
import type { ImportColumn } from '../contract/import.ts'

export type RowOfFile = { readonly [column in ImportColumn]?: string }
export type Mistake = { readonly column: ImportColumn; readonly message: string }

/**
 * One row of a file as the input of a new subscriber, not yet checked against the contract; and what is wrong that the
 * contract could not say as well, with its column.
 */
export function importRow(
  row: RowOfFile,
  known: { readonly sites: ReadonlyMap<string, string> },
): { readonly input: Readonly<Record<string, unknown>>; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = []
  const cell = (column: ImportColumn) => unguarded(row[column] ?? '')
  for (const [column, value] of Object.entries(row)) {
    // What a spreadsheet would run (OWASP, CSV injection); a plus is how phones begin, a minus how positions do.
    if (/^[=@]|^[+-](?![\d.])/.test(value)) {
      mistakes.push({ column: column as ImportColumn, message: 'This begins like a formula.' }) // Object.entries forgets the keys
    }
  }
  const county = cell('county') === '' ? undefined : parseCounty(cell('county'))
  if (cell('county') !== '' && !county) {
    mistakes.push({ column: 'county', message: `There is no county “${cell('county')}”.` })
  }
  const at = cell('gps') === '' ? null : parsePoint(cell('gps'))
  if (at === undefined) {
    mistakes.push({ column: 'gps', message: 'A position is like -1.286, 36.817.' })
  }
  const code = cell('site').toUpperCase()
  const siteId = code === '' ? null : known.sites.get(code)
  if (siteId === undefined) {
    mistakes.push({ column: 'site', message: `There is no site with the code ${code}.` })
  }
  const hasPlace = ['town', 'address', 'landmark', 'gps'].some(
    (name) => cell(name as ImportColumn) !== '',
  ) // from the list above
  if (hasPlace && cell('county') === '') {
    mistakes.push({ column: 'county', message: 'An address needs its county.' })
  }
  const orNull = (column: ImportColumn) => (cell(column) === '' ? null : cell(column))
  return {
    mistakes,
    input: {
      kind: cell('kind').toLowerCase() || 'person',
      name: cell('name'),
      language: cell('language').toLowerCase() || 'en',
      siteId: siteId ?? null,
      parentId: null,
      tags: cell('tags')
        .split(/[;|]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
      details: {
        paper:
          cell('id_number') === ''
            ? null
            : { kind: cell('id_kind').toLowerCase() || 'national-id', number: cell('id_number') },
        bornOn: null,
        gender: null,
        kraPin: orNull('kra_pin'),
        registrationNumber: null,
        representative: null,
      },
      contacts: [
        { channel: 'phone', purpose: 'main', value: cell('phone'), name: null },
        ...(cell('email') === ''
          ? []
          : [{ channel: 'email', purpose: 'main', value: cell('email'), name: null }]),
      ],
      addresses: county
        ? [
            {
              kind: 'installation',
              county,
              town: orNull('town'),
              line: orNull('address'),
              landmark: orNull('landmark'),
              at: at ?? null,
            },
          ]
        : [],
      consents: [],
    },
  }
}

/** Our own files put an apostrophe before what a spreadsheet would run. */
function unguarded(value: string): string {
  return value.replace(/^'(?=[=+\-@])/, '').trim()
}

/** Which column an issue of the contract is about. */
export function columnOf(path: readonly PropertyKey[]): ImportColumn | null {
  const [first, second, third] = path
  switch (first) {
    case 'name':
    case 'kind':
    case 'language':
    case 'tags':
      return first
    case 'contacts':
      return second === 1 ? 'email' : 'phone'
    case 'details':
      if (second === 'kraPin') return 'kra_pin'
      return third === 'kind' ? 'id_kind' : 'id_number'
    case 'addresses':
      if (third === 'line') return 'address'
      return third === 'town' || third === 'landmark' || third === 'county' ? third : 'gps'
    default:
      return null
  }
}
