import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeNotice as endpoint } from '../contract.ts'
import { noticeChanged } from '../refusals.ts'
import { putChoice } from '../store.ts'

/** Switches a notice on or off. What was written already still goes. */
export async function changeNotice(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  if (!(await putChoice(tx, input))) throw noticeChanged()
  audit(tx, { objects: [{ table: 'notices.choice', id: input.notice }] })
}
