import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { tellingsMissed } from '../events.ts'
import type { PulledPayment } from '../outside/mpesa/port.ts'
import { lockShortcode, markPulled, updateShortcode } from '../store/mpesa.ts'
import { bookTold } from './book-told.ts'

/** So many that no callback told of are more than chance. */
const MISSED_MANY = 3

type Pulled = {
  readonly shortcodeId: string
  readonly rows: readonly PulledPayment[]
  /** Everything up to then has been asked for; said with the last page, with how many the pages before had that were missed. */
  readonly upTo?: Temporal.Instant
  readonly missed?: number
  readonly failed?: string
}

/** Books what Pull brought, and gives how many of it no callback had told of. */
export async function bookPulled(tx: Tx, pulled: Pulled): Promise<number> {
  const { shortcodeId, rows, upTo, missed = 0, failed } = pulled
  const shortcode = await lockShortcode(tx, shortcodeId)
  if (failed !== undefined) {
    if (shortcode.trouble !== failed) await updateShortcode(tx, shortcodeId, { trouble: failed })
    audit(tx, { objects: [{ table: 'payments.shortcode', id: shortcodeId }] })
    return 0
  }
  let found = 0
  for (const { receipt, paidAt, cents, phone, account } of rows) {
    const received = await bookTold(tx, {
      ...{ receipt, channel: 'pull', cents, paidAt, account },
      into: { account: shortcode.into_account },
      payer: { phone },
    })
    if (received.how === 'received') found++
  }
  if (upTo) {
    await markPulled(tx, shortcodeId, upTo)
    if (missed >= MISSED_MANY) tx.emit(tellingsMissed, { shortcodeId, payments: missed })
  }
  return found
}
