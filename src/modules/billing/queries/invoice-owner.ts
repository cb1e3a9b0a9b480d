import type { Read } from '#platform/tx.ts'

/** What stands for an invoice's number when it is typed into a phone: letters and digits, at least one of each. */
const CODE = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{3,20}$/

/** To whom an invoice was sent whose number somebody typed, with or without its dashes and blanks. */
export async function ownerOfInvoice(read: Read, typed: string): Promise<string | undefined> {
  const bare = typed.toUpperCase().replaceAll(/[\s./-]/g, '')
  if (!CODE.test(bare)) return undefined
  const serial = /\d+$/.exec(bare)?.[0]
  if (serial === undefined) return undefined
  const row = await read.sql
    .selectFrom('billing.invoice')
    .select(['subscriber_id', 'code'])
    .where('number', '=', BigInt(serial))
    .executeTakeFirst()
  const isIt = row?.code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') === bare
  return isIt ? row.subscriber_id : undefined
}
