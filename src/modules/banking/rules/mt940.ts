import {
  dayOf,
  LINES_MAX,
  tidyWords,
  unreadable,
  type Statement,
  type StatementLine,
  type Unreadable,
} from './line.ts'

/**
 * SWIFT MT940 (Customer Statement Message): `:20:` begins a statement, `:25:` names the account, `:60F:` and `:62F:` are balances,
 * `:61:` is a movement and `:86:` what the bank says of it, free text at Kenyan banks. Several statements in a file are one.
 */
export function readMt940(text: string): Statement | Unreadable {
  const fields = fieldsOf(text)
  if (!fields.some(({ tag }) => tag === '61' || tag.startsWith('60')))
    return unreadable(1, 'This is no MT940: there is neither a balance nor a movement in it.')
  let account: string | null = null
  let currency: string | null = null
  let opening: bigint | null = null
  let closing: bigint | null = null
  const lines: StatementLine[] = []
  for (const { tag, value, row } of fields) {
    if (tag === '25') {
      const named = value.split('\n')[0]?.trim() ?? ''
      if (account !== null && named !== account)
        return unreadable(row, `Another account begins here: ${named}. Import one at a time.`)
      account = named
    }
    if (/^6[02][FM]$/.test(tag)) {
      const balance = balanceOf(value)
      if (!balance) return unreadable(row, `This balance cannot be read: ${value.slice(0, 40)}`)
      currency = balance.currency
      if (tag === '60F') opening ??= balance.cents
      else if (tag === '62F') closing = balance.cents
    }
    if (tag === '61') {
      const line = movementOf(value)
      if (!line) return unreadable(row, `This movement cannot be read: ${value.slice(0, 40)}`)
      if (lines.push(line) > LINES_MAX)
        return unreadable(row, `A file has at most ${LINES_MAX} movements.`)
    }
    const last = lines.at(-1)
    if (tag === '86' && last)
      lines[lines.length - 1] = { ...last, words: tidyWords(value, last.words) }
  }
  return { kind: 'statement', account, currency, opening, closing, lines }
}

type Field = { readonly tag: string; readonly value: string; readonly row: number }

/** A field goes on over lines until the next tag; `{1:…}` envelopes and the `-` at the end are not ours. */
function fieldsOf(text: string): Field[] {
  const fields: { tag: string; value: string; row: number }[] = []
  for (const [place, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const begun = /^:(\d{2}[A-Z]?):(.*)$/.exec(line)
    const last = fields.at(-1)
    if (begun) fields.push({ tag: begun[1] ?? '', value: begun[2] ?? '', row: place + 1 })
    else if (last && !/^(?:-\}?|\{.*)$/.test(line)) last.value += `\n${line}`
  }
  return fields
}

/** `C261122KES1234,56`: credit or debit, day, currency, amount with a comma. */
function balanceOf(value: string): { currency: string; cents: bigint } | undefined {
  const found = /^([CD])\d{6}([A-Z]{3})(\d{1,13}),(\d{0,2})$/.exec(value.trim())
  if (!found) return undefined
  const cents = commaAmount(found[3], found[4])
  return { currency: found[2] ?? '', cents: found[1] === 'D' ? -cents : cents }
}

/** `2611221122CR1000,00NTRFREF//BANKREF`, a supplement on the next line. `RC` takes a credit back, `RD` a debit. */
function movementOf(value: string): StatementLine | undefined {
  const [head = '', ...more] = value.split('\n')
  const found =
    /^(\d{2})(\d{2})(\d{2})(?:\d{4})?(R?[CD])[A-Z]?(\d{1,13}),(\d{0,2})([A-Z][A-Z0-9]{3})?(.*)$/.exec(
      head.trim(),
    )
  if (!found) return undefined
  const [, year, month, date, mark = '', whole, cents, , references = ''] = found
  const amount = commaAmount(whole, cents)
  const [ours = '', theirs = ''] = references.split('//')
  const reference = [theirs, ours]
    .map((one) => one.trim())
    .find((one) => one !== '' && one !== 'NONREF')
  const day = dayOf(year, month, date)
  if (day === undefined) return undefined
  return {
    ...{ day, reference: reference ?? null, payer: null, balance: null },
    cents: mark === 'C' || mark === 'RD' ? amount : -amount,
    words: tidyWords(ours === 'NONREF' ? '' : ours, ...more),
  }
}

function commaAmount(whole = '', cents = ''): bigint {
  return BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0'))
}
