import type { Client } from '#kernel/client.ts'
import { addAccount, importStatement, listImports } from '#modules/banking/contract.ts'
import { listSubscribers } from '#modules/subscribers/contract.ts'

/** The same at each try, so that a demo that was killed half way imports nothing twice. */
const ACCOUNT = '0193a000-0000-7000-8000-000000000031'
const IMPORT = '0193a000-0000-7000-8000-000000000032'

/** A month of the ISP's bank: money for an account number, money of nobody known, and what the bank takes. */
export async function importBank(owner: Client, today: Temporal.PlainDate): Promise<void> {
  await owner.call(addAccount, { id: ACCOUNT, name: 'KCB Kilimani', number: '1234567890' })
  const { items } = await owner.call(listImports, { account: [ACCOUNT] })
  if (items.length > 0) return
  // The first of the town: whoever came last has the lines that anybody may dial with, one of which is to be unpaid.
  const [payer] = (await owner.call(listSubscribers, { sort: 'number', limit: 1 })).items
  const on = (daysAgo: number) => today.subtract({ days: daysAgo }).toString()
  const rows = [
    'Transaction Date,Transaction Details,Reference,Money Out,Money In,Ledger Balance',
    `${on(6)},PESALINK ${payer?.number ?? ''} ${payer?.name ?? ''},FT26321A01,,"4,999.00","104,999.00"`,
    `${on(4)},CASH DEPOSIT WESTLANDS,FT26323B17,,"2,500.00","107,499.00"`,
    `${on(3)},LEDGER FEE,FT26324C02,35.00,,"107,464.00"`,
    `${on(1)},RTGS BAOBAB HOTEL INV,FT26326D44,,"58,000.00","165,464.00"`,
  ]
  const file = Buffer.from(`${rows.join('\n')}\n`).toString('base64')
  const fileName = 'kcb-statement.csv'
  await owner.call(importStatement, {
    accountId: ACCOUNT,
    id: IMPORT,
    fileName,
    file,
    mapping: null,
  })
}
