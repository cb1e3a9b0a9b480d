import { z } from 'zod'
import { readMpesaAmount, readMpesaTime } from '../../rules/mpesa-words.ts'
import { readPayerPhone, type PayerPhone } from '../../rules/payer-phone.ts'
import { parseReceipt } from '../../rules/receipt.ts'

/** What Daraja says of a prompt by itself (callback of M-Pesa Express). */
export type PromptTold = {
  readonly checkoutId: string
  readonly code: string
  /** Present when it was paid; what is missing in it, M-Pesa left out. */
  readonly paid: {
    readonly receipt: string | undefined
    readonly cents: bigint | undefined
    readonly at: Temporal.Instant | undefined
    readonly phone: string | undefined
  }
}

/** What it says of a payment to a shortcode (confirmation of C2B). */
export type PaymentTold = {
  readonly receipt: string
  /** To which paybill, or store of a till; null where it is not said. */
  readonly shortcode: string | null
  readonly cents: bigint
  readonly paidAt: Temporal.Instant | undefined
  readonly account: string | null
  readonly payerName: string | null
  readonly phone: PayerPhone
  /** The phone as it was told. */
  readonly phoneTold: string | null
}

const loose = z.union([z.string(), z.number()])
const item = z.looseObject({
  Name: z.string().optional(),
  name: z.string().optional(),
  Value: z.unknown().optional(),
})
/** One item is sometimes not in an array (Daraja; seen in the wild). */
const items = z.union([z.array(item), item.transform((one) => [one])])
const promptShape = z.looseObject({
  Body: z.looseObject({
    stkCallback: z.looseObject({
      CheckoutRequestID: z.string().min(1).max(100),
      ResultCode: loose,
      CallbackMetadata: z.looseObject({ Item: items.optional() }).nullish(),
    }),
  }),
})
const paymentShape = z.looseObject({
  TransID: z.string().trim().min(4).max(40),
  TransAmount: loose,
  TransTime: loose.nullish(),
  BusinessShortCode: loose.nullish(),
  BillRefNumber: loose.nullish(),
  MSISDN: loose.nullish(),
  FirstName: z.string().nullish(),
  MiddleName: z.string().nullish(),
  LastName: z.string().nullish(),
})

/** Undefined where it is nothing of the kind. */
export function readPromptTold(body: string): PromptTold | undefined {
  const read = promptShape.safeParse(parseJson(body))
  if (!read.success) return undefined
  const { CheckoutRequestID: checkoutId, ResultCode, CallbackMetadata } = read.data.Body.stkCallback
  const facts = new Map(
    (CallbackMetadata?.Item ?? []).map(({ Name, name, Value }) => [
      (Name ?? name ?? '').toLowerCase(),
      Value,
    ]),
  )
  const receipt = facts.get('mpesareceiptnumber')
  const at = facts.get('transactiondate')
  const phone = readPayerPhone(facts.get('phonenumber'))
  return {
    checkoutId,
    code: String(ResultCode).trim(),
    paid: {
      receipt: typeof receipt === 'string' ? parseReceipt(receipt) : undefined,
      cents: readMpesaAmount(facts.get('amount')),
      at: typeof at === 'string' || typeof at === 'number' ? readMpesaTime(at) : undefined,
      phone: phone.kind === 'whole' ? phone.e164 : undefined,
    },
  }
}

export function readPaymentTold(body: string): PaymentTold | undefined {
  const read = paymentShape.safeParse(parseJson(body))
  if (!read.success) return undefined
  const { TransID, TransAmount, TransTime, BusinessShortCode, ...typed } = read.data
  const cents = readMpesaAmount(TransAmount)
  const receipt = parseReceipt(TransID)
  if (receipt === undefined || cents === undefined || cents <= 0n) return undefined
  const { BillRefNumber, MSISDN, FirstName, MiddleName, LastName } = typed
  return {
    ...{ receipt, cents, shortcode: wordsIn(BusinessShortCode) },
    paidAt: readMpesaTime(TransTime ?? ''),
    account: wordsIn(BillRefNumber),
    payerName: wordsIn([FirstName, MiddleName, LastName].map(wordsIn).filter(Boolean).join(' ')),
    phone: readPayerPhone(MSISDN),
    phoneTold: wordsIn(MSISDN),
  }
}

const TYPED_CHARS_MAX = 200

/** What somebody typed, as far as it can be kept: nothing that no keyboard means, which no database and no page takes. */
function wordsIn(given: string | number | null | undefined): string | null {
  const bare = String(given ?? '')
    .slice(0, TYPED_CHARS_MAX)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
  return bare === '' ? null : bare
}

/** Nothing where it is no JSON; a byte order mark before it means nothing. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
