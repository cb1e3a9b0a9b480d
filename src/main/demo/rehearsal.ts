import type { Client } from '#kernel/client.ts'
import { beginRun } from '#modules/billing/contract.ts'
import { sameId } from './same-id.ts'

/** What companies will be invoiced on the first of next month, as a dry run says it beforehand. */
export async function rehearseBills(owner: Client, today: Temporal.PlainDate): Promise<void> {
  const cutoffOn = today.with({ day: 1 }).add({ months: 1 }).toString()
  await owner.call(beginRun, { id: sameId('bill-run', cutoffOn), mode: 'dry', cutoffOn })
}
