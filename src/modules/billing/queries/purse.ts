import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { isOverdue, openInvoices } from './open-invoices.ts'

/** What a subscriber has in the wallet, and what of it overdue invoices will take first. */
export async function purse(
  read: Read,
  subscriberId: string,
): Promise<{ wallet: bigint; overdue: bigint }> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const { cents } = await balanceOf(read, { kind: 'subscriber', id: subscriberId }, CHART.wallets)
  const overdue = (await openInvoices(read, [subscriberId]))
    .filter((one) => isOverdue(one, today))
    .reduce((sum, { open }) => sum + open, 0n)
  return { wallet: cents, overdue }
}
