/**
 * Reads CSV (RFC 4180) as spreadsheets write it: quotes, line breaks within them, a byte order mark, commas or
 * semicolons. Files of strangers are hostile, so whatever is not CSV is refused with its place, and nothing is guessed.
 */
export type CsvRow = {
  /** Where the row begins, as a spreadsheet counts lines: the first is 1. */
  readonly row: number
  readonly cells: readonly string[]
}
export type Csv =
  | { readonly kind: 'rows'; readonly rows: readonly CsvRow[] }
  | { readonly kind: 'unreadable'; readonly row: number; readonly why: string }

export type CsvLimits = { readonly rows: number; readonly columns: number; readonly cell: number }

export function readCsv(text: string, limits: CsvLimits): Csv {
  const given = text.replace(/^\uFEFF/, '')
  if (!given.isWellFormed() || given.includes('\u0000') || given.includes('\uFFFD')) {
    const row = given
      .split('\n')
      .findIndex((line) => !line.isWellFormed() || /[\u0000\uFFFD]/.test(line)) // oxlint-disable-line no-control-regex -- finding NUL is the point
    return {
      kind: 'unreadable',
      row: row + 1,
      why: 'This is no UTF-8 text. Save the file as “CSV UTF-8”.',
    }
  }
  const separator = separatorOf(given)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let began = 1
  let place = 0
  let state: 'start' | 'plain' | 'quoted' | 'after' = 'start'
  const wrong = (why: string): Csv => ({ kind: 'unreadable', row: line, why })

  while (place <= given.length) {
    const letter = given[place] ?? ''
    if (state === 'quoted') {
      if (letter === '')
        return { kind: 'unreadable', row: began, why: 'A quotation mark is never closed.' }
      if (letter === '"' && given[place + 1] === '"') {
        cell += '"'
        place++
      } else if (letter === '"') state = 'after'
      else {
        if (letter === '\n') line++
        cell += letter
      }
      if (cell.length > limits.cell) return wrong(`A cell has more than ${limits.cell} characters.`)
      place++
      continue
    }
    const isEnd =
      letter === '' || letter === '\n' || (letter === '\r' && (given[place + 1] ?? '\n') === '\n')
    if (isEnd || letter === separator) {
      cells.push(state === 'after' ? cell : cell.trim())
      if (cells.length > limits.columns)
        return wrong(`A row has more than ${limits.columns} columns.`)
      cell = ''
      state = 'start'
      if (isEnd) {
        if (cells.some((one) => one !== '')) rows.push({ row: began, cells })
        if (rows.length > limits.rows)
          return wrong(`A file has at most ${limits.rows - 1} rows. Split it.`)
        cells = []
        if (letter === '\r') place++
        line++
        began = line
      }
    } else if (letter === '"' && state === 'start' && cell.trim() === '') {
      cell = ''
      state = 'quoted'
    } else if (state === 'after') {
      if (letter.trim() !== '') return wrong('Something stands behind a closing quotation mark.')
    } else if (letter === '"')
      return wrong('A quotation mark stands in the middle of a cell. Double it.')
    else {
      cell += letter
      state = cell.trim() === '' ? 'start' : 'plain'
      if (cell.length > limits.cell) return wrong(`A cell has more than ${limits.cell} characters.`)
    }
    place++
  }
  return { kind: 'rows', rows }
}

/** Whichever of the two stands more often in the heading. */
function separatorOf(text: string): ',' | ';' {
  const [heading = ''] = text.split('\n', 1)
  return heading.split(';').length > heading.split(',').length ? ';' : ','
}
