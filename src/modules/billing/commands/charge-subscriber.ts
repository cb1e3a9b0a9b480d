import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { chargeSubscriber as endpoint } from '../contract.ts'
import { chargeOf } from '../queries/charge.ts'
import { invoiceByKey, isFor } from '../queries/invoices.ts'
import { keyReused } from '../refusals.ts'
import { issueInvoices } from './issue-invoices.ts'
import { refuseAboveLimit } from './refuse-above-limit.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Invoices something that is sold once: an installation, a router, a visit. What is in the wallet settles it at once, after what is
 * overdue. The sender's id makes a repetition the same invoice; another body under it is refused.
 */
export async function chargeSubscriber(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { subscriberId } = input
  await lockSubscribers(tx, [subscriberId])
  const { line, dueInDays } = await chargeOf(tx, input)
  const key = `billing.charge:${input.id}`
  const there = await invoiceByKey(tx, key)
  if (there) {
    const isSame = there.subscriberId === subscriberId && there.gross === line.taxed.gross
    if (!isSame || !(await isFor(tx, there.invoiceId, line))) throw keyReused({ code: there.code })
    return there.invoiceId
  }
  await refuseAboveLimit(tx, line.taxed.gross)
  const [invoice] = await issueInvoices(tx, [{ subscriberId, key, lines: [line], dueInDays }])
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  const invoiceId = invoice?.id ?? ''
  audit(tx, {
    objects: [{ table: 'billing.invoice', id: invoiceId }],
    ...(input.reason !== '' && { reason: input.reason }),
  })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.invoiced' },
      facts: { invoiceId, code: invoice?.code ?? '', cents: String(line.taxed.gross) },
    },
  ])
  return invoiceId
}
