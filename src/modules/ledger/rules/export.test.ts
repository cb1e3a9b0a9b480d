import { expect, test } from 'vitest'
import { EXPORT_FORMS } from '../contract.ts'
import { exportFile, type ExportLine } from './export.ts'

const date = Temporal.PlainDate.from('2026-11-05')
const bank = { code: 1020, name: 'Bank', exportName: 'Equity Bank' }
const fees = { code: 5100, name: 'Payment fees', exportName: null }
const lines: ExportLine[] = [
  {
    ...{ of: '12', date, account: fees, cents: 150_050n, memo: '=Bank "charges", May' },
    journal: { kind: 'ledger.by-hand', key: 'k', party: null, reverses: null },
  },
  { of: '12', date, account: bank, cents: -150_050n, memo: 'Bank charges', journal: null },
]

test.each([
  [
    'csv',
    [
      '\uFEFFJournal,Date,Account,Account name,Debit,Credit,Memo,Kind,Key,Party,Reverses',
      `12,2026-11-05,5100,Payment fees,1500.50,,"'=Bank ""charges"", May",ledger.by-hand,k,,`,
      '12,2026-11-05,1020,Bank,,1500.50,Bank charges,,,,',
    ],
  ],
  [
    'quickbooks',
    [
      'Journal No,Journal Date,Account Name,Debits,Credits,Description',
      `KASI-12,11/05/2026,Payment fees,1500.50,,"'=Bank ""charges"", May"`,
      'KASI-12,11/05/2026,Equity Bank,,1500.50,Bank charges',
    ],
  ],
  [
    'xero',
    [
      '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount',
      `KASI-12,05/11/2026,"'=Bank ""charges"", May",5100,Tax Exempt,1500.50`,
      'KASI-12,05/11/2026,Bank charges,Equity Bank,Tax Exempt,-1500.50',
    ],
  ],
  [
    'zoho',
    [
      'Journal Date,Journal Number,Reference Number,Notes,Currency,Account,Description,Debit,Credit',
      `2026-11-05,KASI-12,KASI-12,KASI-12,KES,Payment fees,"'=Bank ""charges"", May",1500.50,`,
      '2026-11-05,KASI-12,KASI-12,KASI-12,KES,Equity Bank,Bank charges,,1500.50',
    ],
  ],
  [
    'sage',
    [
      'Type,Account Reference,Nominal A/C Ref,Department Code,Date,Reference,Details,Net Amount,Tax Code,Tax Amount',
      `JD,,5100,0,05/11/2026,KASI-12,"'=Bank ""charges"", May",1500.50,T9,0.00`,
      'JC,,Equity Bank,0,05/11/2026,KASI-12,Bank charges,1500.50,T9,0.00',
    ],
  ],
] as const)('as %s imports it', (form, rows) => {
  expect(exportFile(form, lines)).toBe(rows.map((row) => `${row}\r\n`).join(''))
})

test('every form writes a head even where nothing was booked', () => {
  for (const form of EXPORT_FORMS) expect(exportFile(form, []).split('\r\n')).toHaveLength(2)
})
