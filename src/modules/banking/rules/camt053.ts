import {
  LINES_MAX,
  readAmount,
  readDay,
  tidyWords,
  unreadable,
  type Statement,
  type StatementLine,
  type Unreadable,
} from './line.ts'
import { at, readXml, textAt, type Element } from './xml.ts'

/**
 * ISO 20022 camt.053 (Bank to Customer Statement), of any version: `BkToCstmrStmt/Stmt/Ntry`. Entries that are not booked yet are
 * left out; an entry of several payments is its payments where each says its amount.
 */
export function readCamt053(text: string): Statement | Unreadable {
  const xml = readXml(text)
  if (xml.kind === 'unreadable')
    return unreadable(text.slice(0, xml.at).split('\n').length, xml.why)
  const statements = at(xml.root, 'BkToCstmrStmt', 'Stmt')
  if (statements.length === 0) return unreadable(1, 'This is XML, but no CAMT.053 statement.')
  const accounts = new Set(statements.map(accountOf))
  if (accounts.size > 1)
    return unreadable(1, 'Several accounts are in this file. Import one at a time.')
  const lines: StatementLine[] = []
  for (const entry of at(statements, 'Ntry')) {
    const state = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')
    if (state !== undefined && state !== 'BOOK') continue
    const found = linesOf(entry)
    if (!found)
      return unreadable(1, `Entry ${lines.length + 1} has no day or amount that can be read.`)
    if (lines.length + found.length > LINES_MAX)
      return unreadable(1, `A file has at most ${LINES_MAX} movements.`)
    lines.push(...found)
  }
  const [first] = statements
  return {
    ...{ kind: 'statement', lines, account: [...accounts][0] ?? null },
    currency: (first && at(first, 'Bal', 'Amt')[0]?.attributes['Ccy']) ?? null,
    opening: first ? balanceOf(first, ['OPBD', 'PRCD']) : null,
    closing: balanceOf(statements.at(-1) ?? xml.root, ['CLBD']),
  }
}

function accountOf(statement: Element): string | null {
  return (
    textAt(statement, 'Acct', 'Id', 'Othr', 'Id') ?? textAt(statement, 'Acct', 'Id', 'IBAN') ?? null
  )
}

function balanceOf(statement: Element, codes: readonly string[]): bigint | null {
  const found = at(statement, 'Bal').find((balance) =>
    codes.includes(textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? ''),
  )
  return found ? (amountOf(found) ?? null) : null
}

/** What an element says in `Amt`, signed by its `CdtDbtInd`. */
function amountOf(element: Element, sign = textAt(element, 'CdtDbtInd')): bigint | undefined {
  const cents = readAmount(textAt(element, 'Amt') ?? '')
  return cents === undefined ? undefined : sign === 'DBIT' ? -cents : cents
}

function linesOf(entry: Element): StatementLine[] | undefined {
  const cents = amountOf(entry)
  const day = readDay(
    textAt(entry, 'BookgDt', 'Dt') ??
      textAt(entry, 'BookgDt', 'DtTm') ??
      textAt(entry, 'ValDt', 'Dt') ??
      '',
  )
  if (cents === undefined || day === undefined) return undefined
  const isBack = textAt(entry, 'RvslInd') === 'true'
  const reference = textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef') ?? null
  const details = at(entry, 'NtryDtls', 'TxDtls')
  const about = textAt(entry, 'AddtlNtryInf')
  const parts = details.map((one) =>
    amountOf(one, textAt(one, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd')),
  )
  const isWhole =
    details.length > 1 &&
    parts.every((part) => part !== undefined) &&
    parts.reduce((sum, part) => sum + part, 0n) === cents
  if (!isWhole) return [{ day, cents, balance: null, ...saidIn(details, about, reference, isBack) }]
  return details.map((one, place) => ({
    ...{ day, cents: parts[place] ?? 0n, balance: null },
    ...saidIn(
      [one],
      about,
      textAt(one, 'Refs', 'AcctSvcrRef') ?? (reference && `${reference}/${place + 1}`),
      isBack,
    ),
  }))
}

function saidIn(
  details: readonly Element[],
  about: string | undefined,
  reference: string | null,
  isBack: boolean,
): Pick<StatementLine, 'reference' | 'words' | 'payer'> {
  const said = details.flatMap((one) => [
    ...at(one, 'RmtInf', 'Ustrd').map(({ text }) => text),
    textAt(one, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref'),
    textAt(one, 'Refs', 'EndToEndId')?.replace(/^NOTPROVIDED$/, ''),
  ])
  const [first] = details
  const payer =
    first &&
    (textAt(first, 'RltdPties', 'Dbtr', 'Nm') ?? textAt(first, 'RltdPties', 'Dbtr', 'Pty', 'Nm'))
  return {
    ...{ reference, payer: payer ?? null },
    words: tidyWords(...(isBack ? ['Reversal'] : []), ...said, about),
  }
}
