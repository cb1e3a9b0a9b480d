import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { settingValue } from '#modules/organization/index.ts'
import { TELLING_KINDS, type TellingKind } from '../contract.ts'
import { shortcodeOfTelling } from '../queries/doors.ts'
import { promptByCheckout, promptByPhone, subscriberOfPrompt } from '../queries/prompt-facts.ts'
import { mpesaAddresses } from '../queries/settings.ts'
import { pushEnd } from '../rules/push-result.ts'
import { isKnownSource, isTo } from '../rules/sources.ts'
import { readPaymentTold, readPromptTold, type PromptTold } from '../outside/mpesa/tellings.ts'
import {
  lockPrompt,
  lockTelling,
  tellingBody,
  updatePrompt,
  updateTelling,
  type TellingEnd,
} from '../store/mpesa.ts'
import { awaitReceipt } from './await-receipt.ts'
import { bookTold } from './book-told.ts'
import { endPrompt } from './end-prompt.ts'
import { markPaid } from './mark-paid.ts'
import { readMandate } from './read-mandate.ts'
import { readResult } from './read-result.ts'
import { readTimeout } from './read-timeout.ts'
import { receivePayment } from './receive-payment.ts'

/** How long the answer to our own question may take to be written down, while its callback is here already. */
const ANSWER_SOON_s = 300

type Shortcode = Awaited<ReturnType<typeof shortcodeOfTelling>>
type Telling = NonNullable<Awaited<ReturnType<typeof lockTelling>>>

/**
 * Makes of a telling what it can. It is not signed, so from an address that is not Safaricom's nothing is believed: a prompt is then
 * asked about, and Pull brings the payment if there is one.
 */
export async function readTelling(tx: Tx, tellingId: string): Promise<void> {
  const telling = await lockTelling(tx, tellingId)
  if (!telling) return
  const shortcode = await shortcodeOfTelling(tx, telling.shortcode_id)
  const known = await settingValue(tx, mpesaAddresses)
  const isKnown = isKnownSource(telling.from_address, shortcode.api, known)
  await updateTelling(
    tx,
    tellingId,
    await READERS[kindOf(telling)](tx, telling, shortcode, isKnown),
  )
}

type Reader = (
  tx: Tx,
  telling: Telling,
  shortcode: Shortcode,
  isKnown: boolean,
) => Promise<TellingEnd>
const READERS: Record<TellingKind, Reader> = {
  prompt: readPrompt,
  confirmation: readConfirmation,
  result: readResult,
  timeout: readTimeout,
  mandate: readMandate,
}

function kindOf({ kind }: Telling): TellingKind {
  return must(
    TELLING_KINDS.find((one) => one === kind),
    'a telling is of a kind',
  )
}

async function readConfirmation(
  tx: Tx,
  telling: Telling,
  shortcode: Shortcode,
  isKnown: boolean,
): Promise<TellingEnd> {
  const told = readPaymentTold(tellingBody(tx, telling))
  if (!told) return odd('unreadable')
  if (!isKnown) return odd('unknown-source')
  if (!isTo(told.shortcode, shortcode)) return odd('other-shortcode')
  const { receipt, cents, account, phone, phoneTold, payerName: name } = told
  const paidAt = told.paidAt ?? telling.came_at
  const { paymentId } = await bookTold(tx, {
    ...{ receipt, channel: 'c2b', cents, paidAt, account },
    into: { account: shortcode.into_account },
    payer: { name, phone: phone.kind === 'whole' ? phone.e164 : null, told: phoneTold },
  })
  return { state: 'done', paymentId }
}

async function readPrompt(
  tx: Tx,
  telling: Telling,
  shortcode: Shortcode,
  isKnown: boolean,
): Promise<TellingEnd> {
  const told = readPromptTold(tellingBody(tx, telling))
  if (!told) return odd('unreadable')
  const promptId = await promptMeant(tx, told)
  if (promptId === undefined) {
    const isYoung =
      Temporal.Instant.compare(tx.now, telling.came_at.add({ seconds: ANSWER_SOON_s })) < 0
    return isYoung
      ? { state: 'waiting', why: 'unknown-prompt', lookAt: tx.now.add({ seconds: 2 }) }
      : odd('unknown-prompt')
  }
  const subscriberId = await subscriberOfPrompt(tx, promptId)
  if (subscriberId !== null) await lockSubscribers(tx, [subscriberId])
  const prompt = await lockPrompt(tx, promptId)
  if (!isKnown) {
    if (prompt.look_at) await updatePrompt(tx, prompt.id, { look_at: tx.now })
    return odd('unknown-source')
  }
  const end = pushEnd(told.code)
  if (end.state !== 'paid') {
    await endPrompt(tx, prompt, end)
    return { state: 'done' }
  }
  const { receipt, cents, at } = told.paid
  if (cents !== undefined && cents !== prompt.cents) return odd('other-amount')
  if (receipt === undefined) {
    await awaitReceipt(tx, prompt)
    return { state: 'done' }
  }
  const { paymentId } = await receivePayment(tx, {
    ...{ rail: 'mpesa', receipt, channel: 'stk', amount: kes(prompt.cents) },
    ...{ paidAt: at ?? telling.came_at, account: prompt.account },
    into: { account: shortcode.into_account },
    owner: subscriberId === null ? null : { subscriberId, by: 'caller' },
  })
  await markPaid(tx, prompt, paymentId)
  return { state: 'done', paymentId }
}

/** By its id; where that is not known, by the phone and the amount that it says. */
async function promptMeant(tx: Tx, told: PromptTold): Promise<string | undefined> {
  const known = await promptByCheckout(tx, told.checkoutId)
  const { phone, cents, at } = told.paid
  if (known !== undefined || phone === undefined) return known
  if (cents === undefined || at === undefined) return undefined
  return promptByPhone(tx, { phone, cents, paidAt: at })
}

function odd(why: string): TellingEnd {
  return { state: 'odd', why }
}
