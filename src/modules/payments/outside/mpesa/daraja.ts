import { Buffer } from 'node:buffer'
import { z } from 'zod'
import {
  mpesaTimestamp,
  pullTimestamp,
  readMpesaAmount,
  readMpesaTime,
} from '../../rules/mpesa-words.ts'
import { readPayerPhone } from '../../rules/payer-phone.ts'
import { parseReceipt } from '../../rules/receipt.ts'
import { code, whenZero } from './answers.ts'
import { DarajaCaller } from './caller.ts'
import { orders } from './orders.ts'
import { readPng } from './png.ts'
import { ratiba } from './ratiba.ts'
import type { Door, Mpesa, PulledPayment } from './port.ts'

const pushed = z.looseObject({
  MerchantRequestID: z.string(),
  CheckoutRequestID: z.string(),
  ResponseCode: code,
  ResponseDescription: z.string().default(''),
})
const pushStatus = z.looseObject({ ResultCode: code, ResultDesc: z.string().default('') })
/** The key is misspelt in one product and has a blank in another, so only the code is asked for. */
const registered = z.looseObject({ ResponseCode: code })
const pullRegistered = z.looseObject({
  ResponseStatus: code.optional(),
  'Response Status': code.optional(),
})
const pulled = z.looseObject({ ResponseCode: code, Response: z.array(z.unknown()).optional() })
const qrMade = z.looseObject({ QRCode: z.string().min(1) })
const pulledRow = z.looseObject({
  transactionId: z.string().min(1),
  trxDate: z.string(),
  msisdn: z.union([z.string(), z.number()]).nullish(),
  billreference: z.string().nullish(),
  amount: z.union([z.string(), z.number()]),
})

/** While a prompt is open the query answers with this error (Daraja, STK query). */
const IN_PROCESS = '500.001.1001'
const URLS_THERE = '500.003.1001'
const PULL_DONE = new Set(['1000', '1001'])

/** Daraja over HTTP (Safaricom's documents, "Daraja 3.0"; the interfaces are those of 2.0). */
export function daraja(
  now_ms: () => number,
  hosts?: readonly string[],
  timeout_ms?: () => number,
): Mpesa {
  const caller = new DarajaCaller(now_ms, hosts, timeout_ms)
  return { ...moneyAsked(caller), ...moneyIn(caller), ...orders(caller), ...ratiba(caller) }
}

function moneyAsked(caller: DarajaCaller): Pick<Mpesa, 'push' | 'pushStatus'> {
  return {
    async push(door, ask, signal) {
      const timestamp = mpesaTimestamp(ask.at)
      const outcome = await caller.call(
        door,
        '/mpesa/stkpush/v1/processrequest',
        {
          ...stkKeys(door, timestamp),
          TransactionType:
            door.kind === 'till' ? 'CustomerBuyGoodsOnline' : 'CustomerPayBillOnline',
          Amount: String(ask.shillings),
          PartyA: ask.phone,
          PartyB: door.number,
          PhoneNumber: ask.phone,
          CallBackURL: ask.callbackUrl,
          AccountReference: ask.account,
          TransactionDesc: 'Internet',
        },
        pushed,
        signal,
      )
      return whenZero(
        outcome,
        ({ CheckoutRequestID: checkoutId, MerchantRequestID: merchantId }) => ({
          checkoutId,
          merchantId,
        }),
      )
    },

    async pushStatus(door, checkoutId, at, signal) {
      const outcome = await caller.call(
        door,
        '/mpesa/stkpushquery/v1/query',
        { ...stkKeys(door, mpesaTimestamp(at)), CheckoutRequestID: checkoutId },
        pushStatus,
        signal,
      )
      if (outcome.kind === 'done')
        return {
          kind: 'done',
          done: { code: outcome.done.ResultCode, said: outcome.done.ResultDesc },
        }
      if (
        outcome.kind === 'refused' &&
        outcome.code === IN_PROCESS &&
        /process/i.test(outcome.said)
      )
        return { kind: 'done', done: { code: null, said: outcome.said } }
      return outcome
    },
  }
}

function moneyIn(
  caller: DarajaCaller,
): Pick<Mpesa, 'qr' | 'registerUrls' | 'registerPull' | 'pull'> {
  return {
    // Its response code is "00", or the name of a conversation: the picture is the answer.
    async qr(door, { name, account, shillings }, signal) {
      const outcome = await caller.call(
        door,
        '/mpesa/qrcode/v1/generate',
        {
          ...{ MerchantName: name.slice(0, 22), RefNo: account, Amount: Number(shillings) },
          ...{ TrxCode: door.kind === 'till' ? 'BG' : 'PB', CPI: door.number, Size: '300' },
        },
        qrMade,
        signal,
      )
      if (outcome.kind !== 'done') return outcome
      const png = readPng(outcome.done.QRCode)
      return png
        ? { kind: 'done', done: png }
        : { kind: 'refused', code: 'kasi.no-picture', said: 'What came is no PNG.' }
    },

    async registerUrls(door, urls, signal) {
      const outcome = await caller.call(
        door,
        `/mpesa/c2b/${urls.version}/registerurl`,
        {
          ShortCode: door.number,
          ResponseType: urls.whenSilent,
          ConfirmationURL: urls.confirmation,
          ValidationURL: urls.validation,
        },
        registered,
        signal,
      )
      if (
        outcome.kind === 'refused' &&
        outcome.code === URLS_THERE &&
        /already/i.test(outcome.said)
      )
        return { kind: 'done', done: { already: true } }
      return whenZero(outcome, () => ({ already: false }))
    },

    async registerPull(door, { phone, url }, signal) {
      const outcome = await caller.call(
        door,
        '/pulltransactions/v1/register',
        { ShortCode: door.number, RequestType: 'Pull', NominatedNumber: phone, CallBackURL: url },
        pullRegistered,
        signal,
      )
      if (outcome.kind !== 'done') return outcome
      const status = outcome.done.ResponseStatus ?? outcome.done['Response Status'] ?? ''
      if (status === '1000' || status === '1001')
        return { kind: 'done', done: { already: status === '1001' } }
      return { kind: 'refused', code: status, said: 'Pull was not registered.' }
    },

    async pull(door, { from, to, offset }, signal) {
      const outcome = await caller.call(
        door,
        '/pulltransactions/v1/query',
        {
          ShortCode: door.number,
          StartDate: pullTimestamp(from),
          EndDate: pullTimestamp(to),
          OffSetValue: String(offset),
        },
        pulled,
        signal,
      )
      if (outcome.kind !== 'done') return outcome
      if (!PULL_DONE.has(outcome.done.ResponseCode))
        return { kind: 'refused', code: outcome.done.ResponseCode, said: 'Pull was refused.' }
      // An array of arrays; none at all where there is nothing.
      return { kind: 'done', done: (outcome.done.Response ?? []).flat(2).flatMap(readPulled) }
    },
  }
}

function stkKeys(door: Door, timestamp: string) {
  const password = Buffer.from(`${door.store}${door.passkey}${timestamp}`).toString('base64')
  return { BusinessShortCode: door.store, Password: password, Timestamp: timestamp }
}

/** Rows that say no receipt, time or amount are nothing that could be booked. */
function readPulled(given: unknown): PulledPayment[] {
  const row = pulledRow.safeParse(given)
  if (!row.success) return []
  const { transactionId, trxDate, msisdn, billreference, amount } = row.data
  const paidAt = readMpesaTime(trxDate)
  const cents = readMpesaAmount(amount)
  const receipt = parseReceipt(transactionId)
  if (receipt === undefined || paidAt === undefined || cents === undefined || cents <= 0n) return []
  const phone = readPayerPhone(msisdn)
  return [
    {
      ...{ receipt, paidAt, cents },
      phone: phone.kind === 'whole' ? phone.e164 : null,
      account: billreference?.trim() || null,
    },
  ]
}
