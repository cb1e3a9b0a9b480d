import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { readPaymentTold } from '../outside/mpesa/tellings.ts'
import { shortcodesOfTellings } from '../queries/doors.ts'
import { promptOfPayment, subscribersAsked } from '../queries/prompt-facts.ts'
import { purchaseByAccount } from '../queries/purchases.ts'
import { mpesaAddresses } from '../queries/settings.ts'
import type { PayerPhone } from '../rules/payer-phone.ts'
import { isKnownSource, isTo } from '../rules/sources.ts'
import { endTellings, lockPrompt, lockTellings, tellingBody } from '../store/mpesa.ts'
import { markPaid } from './mark-paid.ts'
import { receivePayments, type ReceivedMoney } from './receive-payments.ts'

/**
 * Books what many confirmations tell in one unit, as far as each is an ordinary payment by somebody whom Safaricom tells of. The rest is
 * left for `readTelling`, which looks at each alone. How many were booked.
 */
export async function readConfirmations(tx: Tx, tellingIds: readonly string[]): Promise<number> {
  const tellings = await lockTellings(tx, tellingIds)
  const shortcodes = await shortcodesOfTellings(tx)
  const known = await settingValue(tx, mpesaAddresses)
  const plain: { tellingId: string; money: ReceivedMoney; payer: PayerPhone }[] = []
  for (const telling of tellings) {
    const shortcode = shortcodes.get(telling.shortcode_id)
    const told = readPaymentTold(tellingBody(tx, telling))
    if (!told || !shortcode || !isKnownSource(telling.from_address, shortcode.api, known)) continue
    if (!isTo(told.shortcode, shortcode)) continue
    if ((await purchaseByAccount(tx, told.account)) !== undefined) continue
    const { receipt, cents, account, phone, phoneTold, payerName: name } = told
    plain.push({
      ...{ tellingId: telling.id, payer: phone },
      money: {
        ...{ rail: 'mpesa', channel: 'c2b', receipt, amount: kes(cents), account },
        paidAt: told.paidAt ?? telling.came_at,
        into: { account: shortcode.into_account },
        payer: { name, phone: phone.kind === 'whole' ? phone.e164 : null, told: phoneTold },
      },
    })
  }
  if (plain.length === 0) return 0
  const received = await receivePayments(
    tx,
    plain.map(({ money }) => money),
  )
  const asked = await subscribersAsked(
    tx,
    received.flatMap(({ subscriberId }) => subscriberId ?? []),
  )
  for (const [place, { paymentId, subscriberId, cents }] of received.entries()) {
    const { money, payer } = must(plain[place], 'each that was received was told of')
    if (subscriberId === null || !asked.has(subscriberId)) continue
    const { paidAt } = money
    const answered = await promptOfPayment(tx, { paymentId, subscriberId, cents, paidAt, payer })
    if (answered) await markPaid(tx, await lockPrompt(tx, answered), paymentId)
  }
  await endTellings(
    tx,
    plain.map(({ tellingId }, place) => ({
      tellingId,
      paymentId: received[place]?.paymentId ?? null,
    })),
  )
  return plain.length
}
