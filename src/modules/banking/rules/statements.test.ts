import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineKeys, tellingReferences } from './line-keys.ts'
import { readAmount, readDay, type StatementLine } from './line.ts'
import { readStatement } from './read-statement.ts'
import { tellingOf } from './telling.ts'
import { textOf } from './text-of.ts'
import { readXml } from './xml.ts'

/** Day, cents, reference and words of what a file says; why it says nothing. */
function said(text: string, kept?: Parameters<typeof readStatement>[1]) {
  const { format, read } = readStatement(text, kept)
  if (read.kind !== 'statement') return { format, ...read }
  const lines = read.lines.map(({ day, cents, reference, words }) =>
    [day, cents, reference ?? '', words].join('|'),
  )
  return { format, account: read.account, opening: read.opening, closing: read.closing, lines }
}

test.each([
  ['1,234.50', 123_450n],
  ['KES 20,000.00', 2_000_000n],
  ['(500.00)', -50_000n],
  ['500.00-', -50_000n],
  ['-1', -100n],
  ['1.234,50', 123_450n],
  ['313', 31_300n],
  ['100.0', 10_000n],
  ['1.005', undefined],
  ['12,34.00', undefined],
  ['1e5', undefined],
  ['', undefined],
])('an amount %j', (given, cents) => {
  expect(readAmount(given)).toBe(cents)
})

test.each([
  ['2026-11-22', '2026-11-22'],
  ['22/11/2026 14:05:01', '2026-11-22'],
  ['22-11-26', '2026-11-22'],
  ['22-Nov-2026', '2026-11-22'],
  ['3 March 2026', '2026-03-03'],
  ['31/02/2026', undefined],
  ['11/22/2026', undefined],
  ['Total', undefined],
  ['0000-01-01', undefined],
  ['01/01/0001', undefined],
  ['9999-12-31', undefined],
])('a day %j', (given, day) => {
  expect(readDay(given)).toBe(day)
})

describe('CSV', () => {
  test('of KCB: a preamble, two columns of money, totals at the end', () => {
    const text = `Account Name,SAVANNA FIBRE LTD,,,,,
Account Number,1234567890,,,,,
Transaction Date,Value Date,Transaction Details,Reference,Money Out,Money In,Ledger Balance
20/11/2026,20/11/2026,"MPS 254712345678 UKK35QEKV7 AMINA/10000017",FT26111,,"2,999.00","12,999.00"
21/11/2026,21/11/2026,CHARGES,FT26112,-35.00,,"12,964.00"
Totals,,,,-35.00,"2,999.00",
`
    expect(said(text)).toMatchObject({
      format: 'csv',
      lines: [
        '2026-11-20|299900|FT26111|MPS 254712345678 UKK35QEKV7 AMINA/10000017',
        '2026-11-21|-3500|FT26112|CHARGES',
      ],
    })
  })

  test('with one signed column, semicolons and Windows’ letters', () => {
    const text = 'Date;Narrative;Amount\r\n22.11.2026;Jos\xe9;1.500,00\r\n22.11.2026;Fee;-20,00\r\n'
    const read = said(textOf(Buffer.from(text, 'latin1')))
    expect(read).toMatchObject({ lines: ['2026-11-22|150000||José', '2026-11-22|-2000||Fee'] })
  })

  test('whose headings say nothing asks what they mean, and is read by the answer', () => {
    const text = 'Tarehe,Maelezo,Kiasi\n22/11/2026,Mtandao,100.00\n'
    expect(said(text)).toMatchObject({
      kind: 'unclear',
      headings: ['Tarehe', 'Maelezo', 'Kiasi'],
    })
    expect(said(text, { day: 'Tarehe', words: 'Maelezo', amount: 'kiasi' })).toMatchObject({
      lines: ['2026-11-22|10000||Mtandao'],
    })
  })

  test('with an amount that cannot be read is refused with its row', () => {
    const text = 'Date,Details,Credit\n22/11/2026,x,1.00\n23/11/2026,y,lots\n'
    expect(said(text)).toMatchObject({ kind: 'unreadable', row: 3 })
  })
})

const MT940 = `{1:F01KCBLKENXAXXX}{4:
:20:STMT1
:25:1234567890
:28C:00001/001
:60F:C261119KES10000,00
:61:2611201120C2999,00NTRFWIFI//FT26111
:86:MPS 254712345678 UKK35QEKV7
AMINA/10000017
:61:261121D35,NCHGNONREF
:86:CHARGES
:61:2611211121RC100,00NTRFNONREF//FT26113
:62F:C261121KES12864,00
-}`

test('MT940: movements with what is said of them, charges, and what was taken back', () => {
  expect(said(MT940)).toEqual({
    ...{ format: 'mt940', account: '1234567890', opening: 1_000_000n, closing: 1_286_400n },
    lines: [
      '2026-11-20|299900|FT26111|MPS 254712345678 UKK35QEKV7 AMINA/10000017 WIFI',
      '2026-11-21|-3500||CHARGES',
      '2026-11-21|-10000|FT26113|',
    ],
  })
  expect(said(MT940.replace('C2999,00', 'C2.999'))).toMatchObject({ kind: 'unreadable', row: 6 })
})

const entry = (inside: string, sign = 'CRDT', amount = '2999.00') => `
  <n:Ntry><n:Amt Ccy="KES">${amount}</n:Amt><n:CdtDbtInd>${sign}</n:CdtDbtInd>
  <n:Sts><n:Cd>BOOK</n:Cd></n:Sts><n:BookgDt><n:Dt>2026-11-20</n:Dt></n:BookgDt>${inside}</n:Ntry>`
const camt = (entries: string) => `<?xml version="1.0"?>
<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><n:BkToCstmrStmt><n:Stmt>
  <n:Acct><n:Id><n:Othr><n:Id>1234567890</n:Id></n:Othr></n:Id></n:Acct>
  <n:Bal><n:Tp><n:CdOrPrtry><n:Cd>CLBD</n:Cd></n:CdOrPrtry></n:Tp><n:Amt Ccy="KES">5.00</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd></n:Bal>
  ${entries}</n:Stmt></n:BkToCstmrStmt></n:Document>`

test('CAMT.053: entries, the payments of one entry, and what is not booked yet', () => {
  const detail = (cents: string, words: string) =>
    `<n:TxDtls><n:Amt>${cents}</n:Amt><n:RltdPties><n:Dbtr><n:Nm>Otieno &amp; Sons</n:Nm></n:Dbtr></n:RltdPties><n:RmtInf><n:Ustrd>${words}</n:Ustrd></n:RmtInf></n:TxDtls>`
  const text = camt(
    entry('<n:AcctSvcrRef>FT26111</n:AcctSvcrRef><n:AddtlNtryInf>Rent</n:AddtlNtryInf>', 'DBIT') +
      entry(
        `<n:AcctSvcrRef>B77</n:AcctSvcrRef><n:NtryDtls>${detail('1000.00', '1000 0017')}${detail('1999.00', 'x')}</n:NtryDtls>`,
      ) +
      entry('').replace('BOOK', 'PDNG'),
  )
  expect(said(text)).toEqual({
    ...{ format: 'camt053', account: '1234567890', opening: null, closing: 500n },
    lines: [
      '2026-11-20|-299900|FT26111|Rent',
      '2026-11-20|100000|B77/1|1000 0017',
      '2026-11-20|199900|B77/2|x',
    ],
  })
})

test.each([
  [
    'a document type that grows',
    '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><Document>&c;</Document>',
  ],
  ['one that fetches', '<!DOCTYPE a SYSTEM "http://evil.example/x"><Document/>'],
  ['an entity of nobody', camt(entry('<n:AddtlNtryInf>&evil;</n:AddtlNtryInf>'))],
  ['elements without end', `<a>${'<b>'.repeat(5_000)}`],
  ['an element that closes another', '<Document><a></b></Document>'],
  ['another document', '<html><body>Sign in</body></html>'],
  ['an amount that is none', camt(entry('', 'CRDT', '1e9'))],
  ['a picture', '\u0089PNG\r\n\u0000\u0000'],
  ['a spreadsheet of Excel', 'PK\u0003\u0004…'],
  ['nothing', ''],
])('a hostile file is refused: %s', (_, text) => {
  expect(readStatement(text).read.kind).toBe('unreadable')
})

test('whatever is thrown at it, it answers', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', '<a>', ':20:', 'Date,Credit\n'),
      (text, before) => {
        expect(['statement', 'unreadable', 'unclear']).toContain(
          readStatement(before + text).read.kind,
        )
      },
    ),
    { numRuns: 300 },
  )
  expect(readXml('<a b="1&lt;2" n:c=\'3\'>x<![CDATA[<&>]]></a>')).toMatchObject({
    root: { attributes: { b: '1<2', c: '3' }, text: 'x<&>' },
  })
})

test.each([
  ['MPS 254712345678 UKK35QEKV7 AMINA/10000017', 'UKK35QEKV7', '+254712345678', ['10000017']],
  ['PESALINK FROM OTIENO 1000 0017', null, null, ['10000017']],
  ['WAMBUIJANE PAID UKK35QEKV7 UKK35QEKV8', null, null, []],
  ['0712345678 wifi', null, '+254712345678', []],
])('what %j tells', (words, mpesaReceipt, phone, accounts) => {
  expect(tellingOf({ words, reference: null })).toEqual({ mpesaReceipt, phone, accounts })
})

test('two equal lines are two, and the same two in a file that overlaps', () => {
  const line = (over: Partial<StatementLine>): StatementLine => ({
    ...{ day: '2026-11-20', cents: 100n, reference: null, words: 'x', payer: null, balance: null },
    ...over,
  })
  const [first, second, other] = lineKeys([line({}), line({}), line({ words: 'y' })])
  expect(new Set([first, second, other]).size).toBe(3)
  expect(lineKeys([line({ words: 'y' }), line({}), line({})])).toEqual([other, first, second])
  const [byNumber] = lineKeys([line({ reference: 'FT26111', words: 'As CSV writes it' })])
  expect(lineKeys([line({ reference: 'ft26111', words: 'As SWIFT does' })])).toEqual([byNumber])
  const references = ['FT26111', 'FT26112', 'FT26112', 'WIFI'].map((reference) =>
    line({ reference }),
  )
  expect(tellingReferences(references)).toEqual(new Set(['FT26111']))
})

describe('files that no bank writes', () => {
  test.each([
    ':61:2613321301C100,00NTRFX',
    ':61:2602300230C100,00NTRFX',
    ':61:2600000000C100,00NTRFX',
  ])('the day of %s is none', (movement) => {
    const text = `:20:1\n:25:1\n:60F:C261101KES0,00\n${movement}\n:62F:C261130KES100,00\n`
    expect(said(text)).toMatchObject({ kind: 'unreadable', row: 4 })
  })

  const entry = (inside: string) =>
    `<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="KES">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-22</Dt></BookgDt>${inside}</Ntry></Stmt></BkToCstmrStmt></Document>`

  test.each(['&#xD800;', '&#x1;', '&#0;', '&#x110000;'])('%s is no letter of XML', (letter) => {
    const text = entry(`<AddtlNtryInf>wifi ${letter}</AddtlNtryInf>`)
    expect(said(text)).toMatchObject({ kind: 'unreadable', why: 'An entity is not known.' })
  })

  test('an entry of more payments than a file may have is refused', () => {
    const one = '<TxDtls><Amt>0.01</Amt></TxDtls>'
    const many = entry(`<NtryDtls>${one.repeat(200_000)}</NtryDtls>`).replace('5.00', '2000.00')
    expect(said(many)).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('5000') })
  })
})
