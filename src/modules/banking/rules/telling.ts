import { parseNumber } from '#modules/subscribers/contract.ts'
import type { StatementLine } from './line.ts'

/** Safaricom's receipts: ten signs, the first three letters for year, month and day. */
const MPESA_RECEIPT = /(?:^|[^A-Z0-9])([S-Z][A-L][1-9A-V][A-Z0-9]{7})(?=$|[^A-Z0-9])/g
const PHONE = /(?:^|\D)(?:\+?254|0)([17]\d{8})(?=$|\D)/

/** What the words of a bank's line say about whose money it is. */
export type Telling = {
  /** Of M-Pesa, where the money came by it: then it is known by that receipt on other channels too. */
  readonly mpesaReceipt: string | null
  readonly phone: string | null
  /** Runs of digits that may be an account number, the longest first. */
  readonly accounts: readonly string[]
}

/** `MPS 254712345678 TKR35QEKV7 AMINA/10000017`: receipt, phone, account. */
export function tellingOf({
  words,
  reference,
}: Pick<StatementLine, 'words' | 'reference'>): Telling {
  const said = `${words} ${reference ?? ''}`.toUpperCase()
  const receipts = [...said.matchAll(MPESA_RECEIPT)].flatMap(([, found]) =>
    // A word of ten letters is a name.
    found !== undefined && /\d/.test(found) ? [found] : [],
  )
  const isOne = new Set(receipts).size === 1
  const phone = PHONE.exec(said)?.[1]
  const accounts = [...said.matchAll(/(?<![A-Z0-9])\d[\d ]{3,14}\d(?![A-Z0-9])/g)]
    .map(([found]) => found.replaceAll(' ', ''))
    .filter((digits) => phone === undefined || !digits.endsWith(phone))
    .toSorted((a, b) => b.length - a.length)
  return {
    mpesaReceipt: isOne ? (receipts[0] ?? null) : null,
    phone: phone === undefined ? null : `+254${phone}`,
    accounts: [...new Set(accounts)],
  }
}

/** The first run of digits that is an account number of a subscriber, by its check digit. */
export function numberIn({ accounts }: Telling): string | null {
  return accounts.find((digits) => parseNumber(digits) !== undefined) ?? null
}
