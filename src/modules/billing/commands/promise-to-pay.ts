import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { promiseToPay as endpoint } from '../contract.ts'
import { paymentPromised } from '../events.ts'
import { openInvoices } from '../queries/open-invoices.ts'
import { policyNow, promiseOf, todayNow } from '../queries/dunning.ts'
import { nothingOverdue, promiseStands, promiseTooLong, subscriberNotFound } from '../refusals.ts'
import { insertPromise } from '../store/dunning.ts'
import { restoreService } from './restore-service.ts'

/** Somebody says when they will pay: until the end of that day nothing is done, and what was shut for non-payment is open. */
export async function promiseToPay(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { subscriberId, id } = input
  const [locked] = await lockSubscribers(tx, [subscriberId])
  if (locked === undefined) throw subscriberNotFound()
  const today = (await todayNow(tx)).toPlainDate()
  const stands = await promiseOf(tx, subscriberId, today)
  if (stands?.id === id) return
  if (stands) throw promiseStands()
  const untilOn = Temporal.PlainDate.from(input.untilOn)
  const { policy } = await policyNow(tx)
  const last = today.add({ days: policy.promiseDaysMax })
  const isWithin =
    Temporal.PlainDate.compare(today, untilOn) <= 0 &&
    Temporal.PlainDate.compare(untilOn, last) <= 0
  if (!isWithin)
    throw promiseTooLong({ days: policy.promiseDaysMax }, [
      { path: 'untilOn', message: `From today until ${last.toString()}.` },
    ])
  const agreed = (await openInvoices(tx, [subscriberId])).filter(({ isDisputed }) => !isDisputed)
  const open = agreed.reduce((sum, one) => sum + one.open, 0n)
  if (open === 0n) throw nothingOverdue()
  await insertPromise(tx, { id, subscriberId, untilOn, open })
  await restoreService(tx, { subscriberId })
  audit(tx, { objects: [{ table: 'billing.promise', id }] })
  await noteMoments(tx, [
    { subscriberId, what: 'billing.promised', facts: { untilOn: untilOn.toString() } },
  ])
  tx.emit(paymentPromised, { subscriberId, untilOn: untilOn.toString() }, { order: subscriberId })
}
